// The word of state of an entry: a sign, a colour and always the word itself.
import { Word } from "@gom/clients/gom/v1/entry_pb";
import { Mark, type Tone } from "@gom/web/parts";
import { useSpeech, type Label } from "./labels";

const tones: Record<Word, Tone> = {
  [Word.UNSPECIFIED]: "plain",
  [Word.NOT_BEGUN]: "plain",
  [Word.DRAFT]: "wait",
  [Word.SAVED]: "wait",
  [Word.SENT]: "wait",
  [Word.RECEIVED]: "good",
  [Word.ACCEPTED]: "good",
  [Word.RETURNED]: "warn",
  [Word.HELD]: "bad",
  [Word.CONFLICT]: "warn",
};

// A word that a newer agent has and this page does not know is said to be unknown, never taken for another.
export function wordLabel(word: Word): Label {
  return word in tones ? `word.${word}` : "word.0";
}

export function WordChip({ word }: { word: Word }) {
  const { say } = useSpeech();
  const tone = tones[word] ?? "plain";
  return (
    <span className={`word word-${tone} word-is-${word}`}>
      <Mark tone={tone} />
      {say(wordLabel(word))}
    </span>
  );
}
