import { create, toBinary } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import { ErrorSchema } from "@gom/clients/gom/v1/error_pb";
import { refusalOf } from "@gom/web/refusal";
import { expect, test } from "vitest";

test("RefusedWithWords_BothLanguagesAndPlacesArrive", () => {
  const said = create(ErrorSchema, { code: "entry_refused", vi: "Chưa nộp được", en: "Not submitted", places: [{ field: "gv", vi: "…", en: "…" }] });
  const details = [{ type: "gom.v1.Error", value: toBinary(ErrorSchema, said) }];
  const error = new ConnectError("x", Code.FailedPrecondition);
  error.details = details;
  const refusal = refusalOf(error);
  expect(refusal).toMatchObject({ code: "entry_refused", vi: "Chưa nộp được", en: "Not submitted", rpcCode: Code.FailedPrecondition });
  expect(refusal.places.map((place) => place.field)).toEqual(["gv"]);
});

test("NobodyAnswers_IsSaidPlainly", () => {
  expect(refusalOf(new TypeError("fetch failed")).code).toBe("unreachable");
  expect(refusalOf(new ConnectError("", Code.Unavailable)).code).toBe("unreachable");
});

test("RefusedWithoutWords_IsNotTakenForUnreachable", () => {
  expect(refusalOf(new ConnectError("no", Code.InvalidArgument))).toMatchObject({ code: "unknown", en: "no" });
});
