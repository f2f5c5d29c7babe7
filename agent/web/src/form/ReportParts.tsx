// Who entered it, and a note for the office: of the whole report, not of a field.
import { memo, useEffect } from "react";
import { Input, Label, TextArea, TextField } from "react-aria-components";
import { useSpeech } from "../labels";
import { sameShown } from "./sameView";
import type { Desk } from "./useDesk";

// The same clerk types next quarter: the name is asked once on this computer.
const remembered = "gom.author";
export const rememberedAuthor = () => localStorage.getItem(remembered) ?? "";

export function ReportParts({ desk }: { desk: Desk }) {
  const { view, text, focused } = desk;
  const shown = [text("author", view.author), text("note", view.note), view.isDraft, focused === "author"];
  return <SameReportParts desk={desk} shown={shown} />;
}

// Not drawn again for what is typed elsewhere.
const SameReportParts = memo<ShownProps>(ReportPartsNow, (a, b) => sameShown(a.shown, b.shown));

interface ShownProps {
  readonly desk: Desk;
  readonly shown: readonly unknown[];
}

function ReportPartsNow({ desk }: { desk: Desk }) {
  const { say } = useSpeech();
  const { view } = desk;
  const author = desk.text("author", view.author);
  const note = desk.text("note", view.note);
  useEffect(() => {
    const name = rememberedAuthor();
    if (view.isDraft && view.author === "" && name !== "" && desk.focused !== "author") desk.type("author", name, "");
    // Once, when a draft has been begun.
  }, [view.isDraft]);
  return (
    <div className="report-parts">
      <TextField
        className="report-part"
        value={author}
        maxLength={100}
        onFocus={() => desk.enter("author", author)}
        onBlur={() => {
          desk.leave("author");
          if (author !== "") localStorage.setItem(remembered, author);
        }}
        onChange={(now) => desk.type("author", now, author)}
      >
        <Label>{say("form.author")}</Label>
        <Input className="box" autoComplete="name" />
      </TextField>
      <TextField
        className="report-part report-note"
        value={note}
        maxLength={2000}
        onFocus={() => desk.enter("note", note)}
        onBlur={() => desk.leave("note")}
        onChange={(now) => desk.type("note", now, note)}
      >
        <Label>{say("form.note")}</Label>
        <TextArea className="box" rows={1} />
      </TextField>
    </div>
  );
}
