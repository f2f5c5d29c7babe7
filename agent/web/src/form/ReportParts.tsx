// Who entered it, and a note for the office: of the whole report, not of a field.
import { TextBox } from "@gom/web/controls";
import { useEffect } from "react";
import { useSpeech } from "../labels";
import type { Desk } from "./desk";
import { useShown } from "./useDesk";

// The same clerk types next quarter: the name is asked once on this computer.
const remembered = "gom.author";
export const rememberedAuthor = () => localStorage.getItem(remembered) ?? "";

export function ReportParts({ desk }: { desk: Desk }) {
  const { say } = useSpeech();
  const [author, note, isDraft, nameless] = useShown(
    desk,
    (now) => [now.text("author", now.view.author), now.text("note", now.view.note), now.view.isDraft, now.view.author === ""] as const,
  );
  useEffect(() => {
    const name = rememberedAuthor();
    if (isDraft && nameless && name !== "" && desk.focused !== "author") desk.type("author", name, "");
    // Once, when a draft has been begun.
  }, [isDraft]);
  return (
    <div className="report-parts">
      <TextBox
        className="report-part"
        label={say("form.author")}
        value={author}
        maxLength={100}
        autoComplete="name"
        onFocus={() => desk.enter("author", author)}
        onBlur={() => {
          desk.leave("author");
          if (author !== "") localStorage.setItem(remembered, author);
        }}
        onType={(now) => desk.type("author", now, author)}
      />
      <TextBox
        className="report-part report-note"
        label={say("form.note")}
        rows={1}
        value={note}
        maxLength={2000}
        onFocus={() => desk.enter("note", note)}
        onBlur={() => desk.leave("note")}
        onType={(now) => desk.type("note", now, note)}
      />
    </div>
  );
}
