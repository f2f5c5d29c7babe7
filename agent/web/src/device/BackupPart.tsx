// A copy of all that is on this computer, to a stick or another disk: the agent writes it and reads it back, so what is said
// to be there is there.
import { useMutation, useQuery } from "@connectrpc/connect-query";
import { SchoolService, type ListBackupPlacesResponse } from "@gom/clients/gom/v1/school_pb";
import { Button } from "@gom/web/controls";
import { formatSize } from "@gom/web/moments";
import { Notice, Section } from "@gom/web/parts";
import { refusalOf } from "@gom/web/refusal";
import { useState } from "react";
import { useSpeech } from "../labels";
import { RefusalNotice } from "../RefusalNotice";

const lookEveryMs = 400;

export function BackupPart() {
  const { say, language } = useSpeech();
  const [chosen, setChosen] = useState("");
  const save = useMutation(SchoolService.method.saveBackup);
  // While it is being made, how far it is; else asked for once, and by whoever has plugged a stick in.
  const look = useQuery(SchoolService.method.listBackupPlaces, {}, { refetchInterval: save.isPending ? lookEveryMs : false, meta: { kept: true } });
  const [known, setKnown] = useState<ListBackupPlacesResponse>();
  // The answer says nothing of places while a copy is being made.
  if (look.data !== undefined && look.data !== known && look.data.underWay === undefined) setKnown(look.data);
  const places = known?.places ?? [];
  const place = places.find(({ folder }) => folder === chosen) ?? places[0];
  const again = () => {
    save.reset();
    void look.refetch();
  };
  const size = (bytes: bigint) => formatSize(language, Number(bytes));
  const { underWay } = look.data ?? {};
  return (
    <Section title={say("backup.title")}>
      <p className="quiet">{say("backup.why")}</p>
      <p className="quiet">{say("backup.key")}</p>
      {look.error !== null && <RefusalNotice refusal={refusalOf(look.error)} />}
      {known !== undefined && places.length === 0 && <Notice tone="plain">{say("backup.none")}</Notice>}
      <div className="buttons">
        {place !== undefined && (
          <label className="period-choice">
            {say("backup.place")}
            <select className="box" value={place.folder} disabled={save.isPending} onChange={(event) => setChosen(event.target.value)}>
              {places.map(({ folder, free }) => (
                <option key={folder} value={folder}>{say("backup.place_room", { folder, free: size(free) })}</option>
              ))}
            </select>
          </label>
        )}
        {place !== undefined && (
          <Button pending={save.isPending} onClick={() => save.mutate({ folder: place.folder }, { onSettled: () => void look.refetch() })}>
            {say("backup.save", { size: size(known?.size ?? 0n) })}
          </Button>
        )}
        <Button pending={look.isFetching || save.isPending} onClick={again}>{say("backup.look")}</Button>
      </div>
      {save.isPending && (
        <div className="progress">
          {underWay === undefined ? <progress aria-label={say("backup.saving")} /> : <progress value={Number(underWay.done)} max={Number(underWay.of)} aria-label={say("backup.saving")} />}
          <span role="status">{underWay === undefined ? `${say("backup.saving")}…` : say("backup.progress", { done: size(underWay.done), of: size(underWay.of) })}</span>
        </div>
      )}
      {save.data !== undefined && (
        <Notice tone="good" live>
          <p>{say("backup.saved", { size: size(save.data.bytes), files: save.data.files, folder: save.data.folder })}</p>
          <p>{say("backup.back")}</p>
        </Notice>
      )}
      {save.error !== null && <RefusalNotice refusal={refusalOf(save.error)} />}
    </Section>
  );
}
