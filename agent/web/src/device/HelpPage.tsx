// What the words of state promise, and how to type.
import { Word } from "@gom/clients/gom/v1/entry_pb";
import { Section } from "@gom/web/parts";
import { useSpeech, type Label } from "../labels";
import { WordChip } from "../words";

const states: readonly (readonly [Word, Label])[] = [
  [Word.SAVED, "help.saved"],
  [Word.SENT, "help.sent"],
  [Word.RECEIVED, "help.received"],
  [Word.ACCEPTED, "help.accepted"],
];
const others: readonly (readonly [Word, Label])[] = [
  [Word.DRAFT, "help.draft"],
  [Word.RETURNED, "help.returned"],
  [Word.HELD, "help.held"],
  [Word.CONFLICT, "help.conflict"],
];
const typing: readonly (readonly [string, Label])[] = [
  ["25", "help.type_number"],
  ["0", "help.type_zero"],
  ["", "help.type_empty"],
  ["na", "help.type_na"],
  ["05/04/2026", "help.type_date"],
];
const keys: readonly (readonly [string, Label])[] = [
  ["Enter, ↓", "help.key_next"],
  ["Shift+Enter, ↑", "help.key_back"],
  ["Ctrl+Enter", "help.key_submit"],
  ["Ctrl+Z, Ctrl+Y", "help.key_undo"],
];

export function HelpPage() {
  const { say } = useSpeech();
  return (
    <>
      <h1>{say("help.title")}</h1>
      <Section title={say("help.four_words")}>
        <ol className="states">
          {states.map(([word, label]) => (
            <li key={word}><WordChip word={word} /><p>{say(label)}</p></li>
          ))}
        </ol>
        <ul className="states">
          {others.map(([word, label]) => (
            <li key={word}><WordChip word={word} /><p>{say(label)}</p></li>
          ))}
        </ul>
      </Section>
      <div className="beside">
        <Section title={say("help.typing")}><Pairs pairs={typing} /></Section>
        <Section title={say("help.keys")}><Pairs pairs={keys} /></Section>
      </div>
      <Section title={say("help.no_network")}>
        <p>{say("help.no_network_words")}</p>
        <p>{say("help.stick_words")}</p>
      </Section>
      <Section title={say("help.backup")}>
        <p>{say("help.backup_words")}</p>
        <p>{say("help.restore_words")}</p>
      </Section>
    </>
  );
}

function Pairs({ pairs }: { pairs: readonly (readonly [string, Label])[] }) {
  const { say } = useSpeech();
  return (
    <dl className="pairs">
      {pairs.map(([key, label]) => (
        <div key={label}>
          <dt>{key === "" ? <i>{say("value.empty")}</i> : <kbd>{key}</kbd>}</dt>
          <dd>{say(label)}</dd>
        </div>
      ))}
    </dl>
  );
}
