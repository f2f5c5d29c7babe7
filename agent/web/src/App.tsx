// The frame around every page: who the school is, where one can go, and the language.
import { Code } from "@connectrpc/connect";
import { useQuery } from "@connectrpc/connect-query";
import { SchoolService } from "@gom/clients/gom/v1/school_pb";
import { languages, useLanguage } from "@gom/web/language";
import { refusalOf, type Refusal } from "@gom/web/refusal";
import { lazy, Suspense, useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { FormPage } from "./form/FormPage";
import { HomePage } from "./home/HomePage";
import { useSpeech } from "./labels";
import { useNews } from "./news";
import { RefusalNotice } from "./RefusalNotice";
import { formatRoute, useRoute, type Route } from "./route";

// What a clerk comes for is loaded at once, the rest when it is wanted.
const ImportPage = lazy(async () => ({ default: (await import("./rows/ImportPage")).ImportPage }));
const SchoolPage = lazy(async () => ({ default: (await import("./progress/SchoolPage")).SchoolPage }));
const MessagesPage = lazy(async () => ({ default: (await import("./messages/MessagesPage")).MessagesPage }));
const EnrollPage = lazy(async () => ({ default: (await import("./enroll/EnrollPage")).EnrollPage }));
const ComputerPage = lazy(async () => ({ default: (await import("./device/ComputerPage")).ComputerPage }));
const HelpPage = lazy(async () => ({ default: (await import("./device/HelpPage")).HelpPage }));
const HistoryPage = lazy(async () => ({ default: (await import("./entry/HistoryPage")).HistoryPage }));
const ChoosePage = lazy(async () => ({ default: (await import("./entry/ChoosePage")).ChoosePage }));

const enrolledYetMs = 5000;
const isNotEnrolled = (refusal: Refusal) => refusal.code === "not_enrolled";

export function App() {
  const route = useRoute();
  const { say } = useSpeech();
  const status = useQuery(SchoolService.method.getAgentStatus, {}, {
    // The computer may be enrolled elsewhere than on this page.
    refetchInterval: ({ state }) => (state.error !== null && isNotEnrolled(refusalOf(state.error)) ? enrolledYetMs : false),
  });
  // Of a session that has ended the gate tells.
  const refusal = status.error === null ? undefined : refusalOf(status.error);
  const stranger = refusal !== undefined && isNotEnrolled(refusal);
  useNews(status.data !== undefined && !stranger);
  const main = useRef<HTMLElement>(null);
  const address = formatRoute(route);
  const first = useRef(true);
  useEffect(() => {
    // A new page is read from its top, by the eye and by a screen reader.
    if (!first.current) main.current?.focus();
    first.current = false;
    window.scrollTo(0, 0);
  }, [address]);

  return (
    <>
      <a className="skip" href="#main" onClick={(event) => { event.preventDefault(); main.current?.focus(); }}>
        {say("frame.skip")}
      </a>
      <header className="frame">
        <div className="frame-inner">
          <a className="brand" href="#/" aria-label={say("frame.brand")}>Gom</a>
          <div className="school">
            <span className="school-name">{status.data?.unitName ?? ""}</span>
            <span className="school-hub">{status.data?.hubName ?? ""}</span>
          </div>
          {stranger ? (
            <LanguageSwitch />
          ) : (
            <Menu key={address} unseen={status.data?.messagesUnseen ?? 0}>
              <Places route={route} unseen={status.data?.messagesUnseen ?? 0} />
              <LanguageSwitch />
            </Menu>
          )}
        </div>
      </header>
      <main id="main" ref={main} tabIndex={-1}>
        {refusal !== undefined && !stranger && refusal.rpcCode !== Code.Unauthenticated && <RefusalNotice refusal={refusal} />}
        <Suspense fallback={<p className="quiet loading">{say("ui.loading")}</p>}>
          {stranger ? <EnrollPage /> : <Page route={route} key={address} />}
        </Suspense>
      </main>
    </>
  );
}

function Page({ route }: { route: Route }) {
  switch (route.page) {
    case "home":
      return <HomePage />;
    case "school":
      return <SchoolPage />;
    case "messages":
      return <MessagesPage />;
    case "import":
      return <ImportPage />;
    case "computer":
      return <ComputerPage />;
    case "help":
      return <HelpPage />;
    case "form":
      return <FormPage form={route.form} period={route.period} />;
    case "history":
      return <HistoryPage form={route.form} period={route.period} />;
    case "choose":
      return <ChoosePage form={route.form} period={route.period} />;
  }
}

// Where there is little room the places stand behind a button; else there is none (narrow.css).
function Menu({ unseen, children }: { unseen: number; children: ReactNode }) {
  const { say } = useSpeech();
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !open) return;
    setOpen(false);
    button.current?.focus();
  };
  return (
    <div className="menu" onKeyDown={close}>
      <button ref={button} type="button" className="button button-small menu-button" aria-expanded={open} aria-controls="menu" onClick={() => setOpen(!open)}>
        {say("frame.places")}
        {unseen > 0 && !open && <Unseen n={unseen} />}
      </button>
      <div id="menu" className={open ? "menu-parts is-open" : "menu-parts"}>{children}</div>
    </div>
  );
}

function Unseen({ n }: { n: number }) {
  const { say } = useSpeech();
  return <span className="badge" aria-label={say("messages.unseen", { n })}>{n}</span>;
}

function Places({ route, unseen }: { route: Route; unseen: number }) {
  const { say } = useSpeech();
  const places = [
    ["home", say("frame.home")],
    ["school", say("frame.school")],
    ["messages", say("frame.messages")],
    ["import", say("frame.import")],
    ["computer", say("frame.computer")],
    ["help", say("frame.help")],
  ] as const;
  return (
    <nav className="places" aria-label={say("frame.places")}>
      {places.map(([page, name]) => (
        <a key={page} href={formatRoute({ page })} aria-current={route.page === page ? "page" : undefined}>
          {name}
          {page === "messages" && unseen > 0 && <Unseen n={unseen} />}
        </a>
      ))}
    </nav>
  );
}

function LanguageSwitch() {
  const { language, setLanguage } = useLanguage();
  const { say } = useSpeech();
  const names = { vi: "Tiếng Việt", en: "English" } as const;
  return (
    <div className="languages" role="group" aria-label={say("ui.language")}>
      {languages.map((one) => (
        <button key={one} type="button" lang={one} aria-pressed={one === language} onClick={() => setLanguage(one)}>
          {names[one]}
        </button>
      ))}
    </div>
  );
}
