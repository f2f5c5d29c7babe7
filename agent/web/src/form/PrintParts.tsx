// The form on paper: as it stands, or empty to be filled in by hand; with room for those who sign.
import { Button } from "@gom/web/controls";
import { useSpeech } from "../labels";

export function PrintButtons() {
  const { say } = useSpeech();
  return (
    <>
      <Button className="link print-link" onClick={() => window.print()}>{say("form.print")}</Button>
      <Button className="link print-link" onClick={printEmpty}>{say("form.print_empty")}</Button>
    </>
  );
}

// As long as it is being printed.
function printEmpty(): void {
  const page = document.documentElement;
  page.classList.add("is-empty-form");
  window.addEventListener("afterprint", () => page.classList.remove("is-empty-form"), { once: true });
  window.print();
}

export function Signatures() {
  const { say } = useSpeech();
  return (
    <div className="signatures" aria-hidden="true">
      <p>{say("print.by")}</p>
      <p>
        <em>{say("print.date")}</em>
        <br />
        {say("print.head")}
      </p>
    </div>
  );
}
