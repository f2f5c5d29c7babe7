// Old files do not say how their letters are written: a person sees at once whether they were read right.
import { TextEncoding, type ImportRowsResponse } from "@gom/clients/gom/v1/school_pb";
import { Notice } from "@gom/web/parts";
import { useSpeech } from "../labels";

const encodings = [
  [TextEncoding.UTF_8, "Unicode (UTF-8)"],
  [TextEncoding.UTF_16, "Unicode (UTF-16)"],
  [TextEncoding.TCVN3, "TCVN3 (.VnTime, .VnArial)"],
  [TextEncoding.VNI, "VNI (VNI-Times)"],
  [TextEncoding.CP1258, "Windows-1258"],
] as const;

export function EncodingQuestion({ answer, onChoose }: { answer: ImportRowsResponse; onChoose: (encoding: TextEncoding) => void }) {
  const { say } = useSpeech();
  return (
    <Notice tone="warn" live>
      <p><strong>{say("import.letters")}</strong> {say("import.letters_how")}</p>
      {answer.sample.length > 0 && (
        <blockquote className="sample">
          {answer.sample.map((line, i) => (
            <p key={i}>{line}</p>
          ))}
        </blockquote>
      )}
      <label className="period-choice">
        {say("import.read_as")}
        <select className="box" value={answer.encoding} onChange={(event) => onChoose(Number(event.target.value))}>
          {encodings.map(([encoding, name]) => (
            <option key={encoding} value={encoding}>{name}</option>
          ))}
        </select>
      </label>
    </Notice>
  );
}
