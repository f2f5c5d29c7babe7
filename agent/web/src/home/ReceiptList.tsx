// What the hub signed for: proof that it arrived, for whoever asks.
import { useQuery } from "@connectrpc/connect-query";
import { SchoolService, type ReceiptView } from "@gom/clients/gom/v1/school_pb";
import { Button } from "@gom/web/controls";
import { offerFile } from "@gom/web/files";
import { Section } from "@gom/web/parts";
import { useSpeech } from "../labels";
import { useEntryNames } from "../names";

const mostShown = 8;

export function ReceiptList() {
  const { say } = useSpeech();
  const receipts = useQuery(SchoolService.method.listReceipts, {});
  const all = receipts.data?.receipts ?? [];
  return (
    <Section title={say("receipts.title")}>
      {all.length === 0 && receipts.data !== undefined && <p className="quiet">{say("receipts.none")}</p>}
      <ul className="receipts">
        {all.slice(0, mostShown).map((receipt) => (
          <Receipt key={`${receipt.term}/${receipt.index}/${receipt.at}`} receipt={receipt} />
        ))}
      </ul>
      {all.length > mostShown && <p className="quiet">{say("receipts.more", { n: all.length - mostShown })}</p>}
    </Section>
  );
}

function Receipt({ receipt }: { receipt: ReceiptView }) {
  const { say, moment } = useSpeech();
  const names = useEntryNames();
  const entries = receipt.entries.map((entry) => names.entry(entry.form, entry.period)).join("; ");
  return (
    <li>
      <div>
        <span className="receipt-at">{moment(receipt.at)}</span>
        {entries !== "" && <span className="receipt-for">{entries}</span>}
      </div>
      <Button
        className="button button-small"
        aria-label={say("receipts.save_one", { at: moment(receipt.at) })}
        onClick={() => offerFile(`receipt-${receipt.term}-${receipt.index}.gomr`, receipt.receipt)}
      >
        {say("receipts.save")}
      </Button>
    </li>
  );
}
