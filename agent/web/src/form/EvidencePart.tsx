// Photos and scans that go with a report. Never asked for: no number waits for a photo.
import { useMutation } from "@connectrpc/connect-query";
import { EvidenceView_Where, type EvidenceView } from "@gom/clients/gom/v1/entry_pb";
import { SchoolService } from "@gom/clients/gom/v1/school_pb";
import { Button, DropPlace, PickFiles } from "@gom/web/controls";
import { offerFile } from "@gom/web/files";
import { formatSize } from "@gom/web/moments";
import { Notice } from "@gom/web/parts";
import { refusalOf, type Refusal } from "@gom/web/refusal";
import { useState } from "react";
import { school } from "../api";
import { useSpeech, type Label } from "../labels";
import { RefusalNotice } from "../RefusalNotice";
import type { Desk } from "./desk";
import { sendInPieces } from "./upload";
import { useShown } from "./useDesk";

const accepted = "image/jpeg,image/png,application/pdf";

const where: Record<EvidenceView_Where, Label> = {
  [EvidenceView_Where.UNSPECIFIED]: "evidence.elsewhere",
  [EvidenceView_Where.HERE]: "evidence.here",
  [EvidenceView_Where.HUB]: "evidence.hub",
  [EvidenceView_Where.MISSING]: "evidence.missing",
};

// One after the other: the file that is on its way to the agent, or being made smaller there (all of it has come).
interface Adding {
  readonly n: number;
  readonly of: number;
  readonly name: string;
  readonly size: number;
  readonly sent: number;
}
interface Added {
  readonly name: string;
  readonly before: number;
  readonly after: number;
  readonly placeRemoved: boolean;
}

export function EvidencePart({ desk }: { desk: Desk }) {
  const { say } = useSpeech();
  const [adding, setAdding] = useState<Adding>();
  const [added, setAdded] = useState<readonly Added[]>([]);
  const [refused, setRefused] = useState<readonly { name: string; refusal: Refusal }[]>([]);
  const [evidence] = useShown(desk, ({ view }) => [view.evidence] as const);
  const { form, period } = desk.view;

  const look = async () => {
    const view = await school.getForm({ form, period });
    desk.show(view);
  };
  const add = async (files: readonly File[]) => {
    setAdded([]);
    setRefused([]);
    // What was typed is in the draft before the photo is.
    if (!(await desk.flush())) return;
    for (const [i, file] of files.entries()) {
      const one = { n: i + 1, of: files.length, name: file.name, size: file.size };
      setAdding({ ...one, sent: 0 });
      try {
        const upload = await sendInPieces(file, school.putEvidencePiece, (sent) => setAdding({ ...one, sent }));
        const answer = await school.addEvidence({ form, period, name: file.name, upload });
        const after = Number(answer.evidence?.size ?? 0n);
        const done = { name: file.name, before: Number(answer.originalSize), after, placeRemoved: answer.placeRemoved };
        setAdded((all) => [...all, done]);
      } catch (error) {
        setRefused((all) => [...all, { name: file.name, refusal: refusalOf(error) }]);
      }
    }
    setAdding(undefined);
    await look();
  };

  return (
    <section className="evidence" aria-labelledby="evidence-title">
      <h2 id="evidence-title">{say("evidence.title")}</h2>
      <p className="faces">{say("evidence.faces")}</p>
      {evidence.length > 0 && (
        <ul className="evidence-list">
          {evidence.map((one) => (
            <EvidenceLine key={one.sha256.join()} one={one} desk={desk} onRemoved={look} />
          ))}
        </ul>
      )}
      <ToSend evidence={evidence} />
      <DropPlace onDrop={(files) => void add(files)}>
        <span className="quiet">{say("evidence.drop")}</span>
        <PickFiles accept={accepted} multiple disabled={adding !== undefined} onPick={(files) => void add(files)}>{say("evidence.add")}</PickFiles>
      </DropPlace>
      {adding !== undefined && <AddingLine adding={adding} />}
      {adding === undefined && added.length > 0 && <AddedNotice added={added} />}
      {refused.map(({ name, refusal }) => (
        <RefusalNotice key={name} refusal={refusal}>
          <p className="quiet">{name}</p>
        </RefusalNotice>
      ))}
    </section>
  );
}

// Each step is said aloud once, not each piece.
function AddingLine({ adding }: { adding: Adding }) {
  const { say, language } = useSpeech();
  const { n, of, name, size, sent } = adding;
  const whole = sent >= size;
  const which = say("evidence.which", { n, of, name, size: formatSize(language, size) });
  return (
    <div className="progress">
      {whole ? <progress aria-label={say("evidence.adding")} /> : <progress value={sent} max={size} aria-label={say("evidence.adding")} />}
      <span role="status">
        {which} {say(whole ? "evidence.making_smaller" : "evidence.coming")}
      </span>
      {!whole && <span className="quiet" aria-hidden="true">{formatSize(language, sent)}</span>}
    </div>
  );
}

// What a sync has to carry once the report is submitted.
function ToSend({ evidence }: { evidence: readonly EvidenceView[] }) {
  const { say, language } = useSpeech();
  const waiting = evidence.filter((one) => one.where === EvidenceView_Where.HERE);
  if (waiting.length === 0) return null;
  const bytes = waiting.reduce((sum, one) => sum + Number(one.size), 0);
  return <p className="quiet">{say("evidence.to_send", { n: waiting.length, size: formatSize(language, bytes) })}</p>;
}

function AddedNotice({ added }: { added: readonly Added[] }) {
  const { say, language } = useSpeech();
  return (
    <Notice tone="good" live>
      <ul className="bare">
        {added.map((one) => (
          <li key={one.name}>
            {say("evidence.added", { name: one.name, before: formatSize(language, one.before), after: formatSize(language, one.after) })}
            {one.placeRemoved && ` ${say("evidence.place_removed")}`}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function EvidenceLine({ one, desk, onRemoved }: { one: EvidenceView; desk: Desk; onRemoved: () => Promise<void> }) {
  const { say, language } = useSpeech();
  const { form, period } = desk.view;
  const remove = useMutation(SchoolService.method.removeEvidence, { onSuccess: onRemoved });
  const save = useMutation(SchoolService.method.getEvidence, {
    onSuccess: (answer) => offerFile(fileName(answer.evidence ?? one), answer.data),
  });
  const name = one.name === "" ? say("evidence.unnamed") : one.name;
  const error = remove.error ?? save.error;
  const here = one.where === EvidenceView_Where.HERE || one.where === EvidenceView_Where.HUB;
  return (
    <li>
      <span className="evidence-name">{name}</span>
      <span className="quiet">{formatSize(language, Number(one.size))}</span>
      <span className={one.where === EvidenceView_Where.MISSING ? "tag tag-warn" : "tag"}>{say(where[one.where])}</span>
      <Button className="button button-small" disabled={!here} aria-label={`${say("evidence.save")}: ${name}`} onClick={() => save.mutate({ sha256: one.sha256 })}>
        {say("evidence.save")}
      </Button>
      <Button className="button button-small" aria-label={`${say("evidence.remove")}: ${name}`} onClick={() => remove.mutate({ form, period, sha256: one.sha256 })}>
        {say("evidence.remove")}
      </Button>
      {error !== null && <RefusalNotice refusal={refusalOf(error)} />}
    </li>
  );
}

// By its type, so that the clerk's computer opens it as what it is.
function fileName(one: EvidenceView): string {
  const stem = one.name.replace(/\.[A-Za-z0-9]{1,5}$/, "") || "minh-chung";
  const endings: Record<string, string> = { "image/jpeg": ".jpg", "image/png": ".png", "application/pdf": ".pdf" };
  return stem + (endings[one.type] ?? "");
}
