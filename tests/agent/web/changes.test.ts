import { create } from "@bufbuild/protobuf";
import { ItemListSchema, RevisionViewSchema } from "@gom/clients/gom/v1/entry_pb";
import { expect, test } from "vitest";
import { changesBetween, differingFields, versionsToChoose } from "../../../agent/web/src/entry/changes";

const revision = (values: Record<string, bigint>, standing = "head") =>
  create(RevisionViewSchema, {
    standing,
    values: Object.entries(values).map(([field, value]) => ({ field, value: { kind: { case: "number" as const, value } } })),
  });
const fields = ["cbql", "gv", "nv"];

test("Changes_AreThoseOfTheForm_InItsOrder_AndWhatItNoLongerHas", () => {
  const changes = changesBetween(revision({ cbql: 2n, gv: 20n, old: 1n }), revision({ cbql: 2n, nv: 0n, gv: 21n }), fields);
  expect(changes.map((change) => change.field)).toEqual(["gv", "nv", "old"]);
  expect(changes[1]?.before).toBeUndefined();
});

test("TheFirstVersion_ShowsAllThatIsGiven", () => {
  expect(changesBetween(undefined, revision({ gv: 0n }), fields).map((change) => change.field)).toEqual(["gv"]);
});

test("AnItemTypedInAnotherOrder_IsTheSame", () => {
  const text = (field: string) => ({ field, value: { kind: { case: "text" as const, value: field } } });
  const list = (ids: number[], order: string[]) => {
    const items = create(ItemListSchema, { items: ids.map((id) => ({ id, fields: order.map(text) })) });
    return create(RevisionViewSchema, { values: [{ field: "sk", value: { kind: { case: "items", value: items } } }] });
  };
  expect(changesBetween(list([1], ["a", "b"]), list([1], ["b", "a"]), ["sk"])).toEqual([]);
  expect(changesBetween(list([1], ["a"]), list([2], ["a"]), ["sk"])).toHaveLength(1);
});

test("OneLeft_IsTheVersionThatCounts_ThenThoseThatWait", () => {
  const versions = versionsToChoose([revision({ gv: 1n }, "contender"), revision({ gv: 2n }, "settled"), revision({ gv: 3n }, "head")]);
  expect(versions.map((version) => version.standing)).toEqual(["head", "contender"]);
  expect(differingFields(versions, fields)).toEqual(["gv"]);
});
