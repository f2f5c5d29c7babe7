// A computer that belongs to no school yet: with the address and the code on the office's slip it becomes one of its school's.
import { useMutation } from "@connectrpc/connect-query";
import { SchoolService } from "@gom/clients/gom/v1/school_pb";
import { Button, TextBox } from "@gom/web/controls";
import { refusalOf } from "@gom/web/refusal";
import { useState } from "react";
import { queryClient, school } from "../api";
import { useSpeech } from "../labels";
import { RefusalNotice } from "../RefusalNotice";
import { ByFiles } from "./ByFiles";
import { slipOf } from "./slip";
import "./enroll.css";

// The first sync brings the plan. Where it fails the computer is enrolled all the same, and the first page says so.
async function begin(): Promise<void> {
  await school.syncNow({}).catch(() => undefined);
  await queryClient.invalidateQueries();
}

export function EnrollPage() {
  const { say } = useSpeech();
  const [address, setAddress] = useState("");
  const [code, setCode] = useState("");
  const [label, setLabel] = useState("");
  const enroll = useMutation(SchoolService.method.enrollComputer, { onSuccess: begin });
  // Whoever pastes the slip's whole line into one box has filled in both.
  const type = (set: (text: string) => void) => (text: string) => {
    const slip = slipOf(text);
    if (slip === undefined) return set(text);
    setAddress(slip.address);
    setCode(slip.code);
  };
  const ready = address.trim() !== "" && code.trim() !== "";
  return (
    <>
      <h1>{say("enroll.title")}</h1>
      <p>{say("enroll.how")}</p>
      <form
        className="enroll"
        onSubmit={(event) => {
          event.preventDefault();
          enroll.mutate({ address: address.trim(), code: code.trim(), label: label.trim() });
        }}
      >
        <TextBox className="enroll-part" label={say("enroll.address")} value={address} onType={type(setAddress)} placeholder="192.168.1.5:7400" autoFocus autoComplete="off" spellCheck={false} autoCapitalize="none" />
        <TextBox className="enroll-part" boxClass="box code" label={say("enroll.code")} value={code} onType={type(setCode)} placeholder="ABCD-EFGH-…" autoComplete="off" spellCheck={false} autoCapitalize="characters" />
        <TextBox className="enroll-part" label={say("enroll.label")} value={label} onType={setLabel} placeholder={say("enroll.label_example")} autoComplete="off" maxLength={60} />
        <Button className="button button-main" type="submit" pending={enroll.isPending} disabled={!ready}>{say("enroll.do")}</Button>
        <p className="quiet" role="status">{enroll.isPending ? say("enroll.under_way") : ""}</p>
      </form>
      {enroll.error !== null && <RefusalNotice refusal={refusalOf(enroll.error)} />}
      <ByFiles label={label} onEnrolled={() => void queryClient.invalidateQueries()} />
    </>
  );
}
