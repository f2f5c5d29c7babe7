// Keeps what is typed, at once, in order, one call at a time; and goes on trying while the agent does not answer. What is
// typed while a call is under way goes with the next: as often as the agent's disk takes it.
// Timers and the call come from outside, so that a test can hold them.
import { Code } from "@connectrpc/connect";
import { refusalOf, type Refusal } from "@gom/web/refusal";
import { beginSending, emptyQueue, isEmpty, isSent, kept, notKept, refused, textOf, tryAgain, typed, type EditKey, type Edits, type Queue } from "./queue";

export interface Keeping<View> {
  // As the agent answered last.
  readonly view: View;
  // Something that was typed is not with the agent yet.
  readonly waiting: boolean;
  // When the agent last said that it has everything up to then; absent before the first time.
  readonly keptAt: Date | undefined;
  // Why the last try failed; absent where it did not.
  readonly problem: Refusal | undefined;
}

export interface SaverSeams {
  readonly setTimeout: (act: () => void, ms: number) => number;
  readonly clearTimeout: (timer: number) => void;
  readonly now: () => Date;
}

export const retryMs = [1000, 2000, 4000, 8000] as const;
const asideMs = retryMs[3];
// What was typed is at fault, not the way to the agent: the same again is refused again.
const atFault: readonly Code[] = [Code.InvalidArgument, Code.FailedPrecondition];

export class DraftSaver<View> {
  private state: Keeping<View>;
  private queue: Queue = emptyQueue;
  private timer: number | undefined;
  private failures = 0;
  // Of what is set aside.
  private refusal: Refusal | undefined;
  private underway: Promise<void> | undefined;
  private readonly watchers = new Set<() => void>();

  constructor(
    view: View,
    private readonly save: (edits: Edits) => Promise<View>,
    private readonly seams: SaverSeams,
    // What to show of a new view, beside the one that was shown.
    private readonly shown: (before: View, now: View) => View = (_, now) => now,
  ) {
    this.state = { view, waiting: false, keptAt: undefined, problem: undefined };
  }

  readonly watch = (changed: () => void): (() => void) => {
    this.watchers.add(changed);
    return () => this.watchers.delete(changed);
  };

  readonly snapshot = (): Keeping<View> => this.state;

  type(key: EditKey, text: string): void {
    this.queue = typed(this.queue, key, text);
    this.change({ waiting: true });
    // A call that is under way, or the next try, takes it along when it has ended. Else it goes at once, before the page is
    // drawn, with what else is typed in this instant.
    if (this.underway === undefined && this.failures === 0) queueMicrotask(() => void this.send());
  }

  textOf(key: EditKey): string | undefined {
    return textOf(this.queue, key);
  }

  // Everything that was typed so far is kept when this is true; else `problem` says why not.
  async flush(): Promise<boolean> {
    this.queue = tryAgain(this.queue);
    while (!isSent(this.queue)) {
      const failuresBefore = this.failures;
      await (this.underway ?? this.send());
      if (this.failures > failuresBefore) return false;
    }
    return isEmpty(this.queue);
  }

  // What another call of this page made of the draft.
  show(view: View): void {
    this.change({ view: this.shown(this.state.view, view) });
  }

  // No timer is left behind. What waits is sent once more, without waiting for the answer.
  stop(): void {
    this.forgetTimer();
    if (!isEmpty(this.queue)) void this.flush().then(() => this.forgetTimer());
  }

  private wait(ms: number, act: () => Promise<unknown> = () => this.send()): void {
    this.forgetTimer();
    this.timer = this.seams.setTimeout(() => void act(), ms);
  }

  // What is left is sent now, and what was set aside once more after a while: the reason may have gone.
  private goOn(): void {
    if (!isSent(this.queue)) this.wait(0);
    else if (!isEmpty(this.queue)) this.wait(asideMs, () => this.flush());
  }

  private forgetTimer(): void {
    if (this.timer !== undefined) this.seams.clearTimeout(this.timer);
    this.timer = undefined;
  }

  private send(): Promise<void> {
    if (this.underway !== undefined) return this.underway;
    const sending = beginSending(this.queue);
    if (sending?.sending === undefined) return Promise.resolve();
    this.forgetTimer();
    this.queue = sending;
    this.underway = this.save(sending.sending).then(
      (view) => this.answered(view),
      (error: unknown) => this.failed(error),
    );
    return this.underway;
  }

  private answered(view: View): void {
    this.underway = undefined;
    this.failures = 0;
    this.queue = kept(this.queue);
    const problem = this.queue.aside.size > 0 ? this.refusal : undefined;
    this.change({ view: this.shown(this.state.view, view), waiting: !isEmpty(this.queue), keptAt: this.seams.now(), problem });
    this.goOn();
  }

  private failed(error: unknown): void {
    this.underway = undefined;
    const problem = refusalOf(error);
    if (atFault.includes(problem.rpcCode)) return this.refused(problem);
    const wait = retryMs[Math.min(this.failures, retryMs.length - 1)] ?? retryMs[0];
    this.failures += 1;
    this.queue = notKept(this.queue);
    this.change({ problem });
    this.wait(wait);
  }

  // Said once it is known which edit is at fault.
  private refused(problem: Refusal): void {
    this.failures = 0;
    const asideBefore = this.queue.aside.size;
    this.queue = refused(this.queue);
    if (this.queue.aside.size > asideBefore) {
      this.refusal = problem;
      this.change({ problem });
    }
    this.goOn();
  }

  private change(part: Partial<Keeping<View>>): void {
    const names = Object.keys(part) as (keyof Keeping<View>)[];
    if (names.every((name) => part[name] === this.state[name])) return;
    this.state = { ...this.state, ...part };
    for (const changed of this.watchers) changed();
  }
}
