import { expect, test } from "vitest";
import { formatRoute, parseRoute, type Route } from "../../../agent/web/src/route";

test("EachPlace_ComesBackFromItsAddress", () => {
  const routes: Route[] = [
    { page: "home" },
    { page: "import" },
    { page: "computer" },
    { page: "help" },
    { page: "form", period: "2026-Q2", form: "ho_so" },
    { page: "history", period: "a/b %", form: "ĐƠN" },
    { page: "choose", period: "2026-Q2", form: "ho_so" },
  ];
  for (const route of routes) expect(parseRoute(formatRoute(route))).toEqual(route);
});

test("WhatIsNoPlace_IsTheFirstPage", () => {
  for (const hash of ["", "#", "#/", "#/nowhere", "#/form", "#/form/2026-Q2", "#/form/%E0%A4%A/"]) {
    expect(parseRoute(hash)).toEqual({ page: "home" });
  }
});
