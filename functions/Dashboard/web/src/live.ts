import { DefaultHttpClient, HubConnection, HubConnectionBuilder, HubConnectionState, LogLevel, NullLogger, type HttpRequest, type HttpResponse } from '@microsoft/signalr';
import { get, Problem, sessionHeaders } from './api';

export interface Frame {
  kind: 'snapshot' | 'delta';
  sequence: number;
  from?: number;
  atUtc: string;
  set: Record<string, Record<string, unknown>>;
  removed: Record<string, string[]>;
}

/** `live` is said only while frames come: everything else is shown as what it is. */
export type Connection = 'connecting' | 'live' | 'stale' | 'disconnected';

const staleAfter = 3000;
const retryAfter = [0, 500, 1000, 2000, 5000];

/** A host whose hub cannot be had is asked for the view this often, and for its hub at every so manieth time: seldom where it has none. */
const pollEvery = 1000;
const hubEvery = 5;
const hubEveryWithout = 30;

/** A hub that tells what changed only now and then is helped out: so long silent, the view is asked for. */
const askAfter = 1500;

/** The view as it is now; null where it cannot be had, which the connection will say in its own time. */
export const currentView = (): Promise<Frame | null> => get<Frame>('/api/live/snapshot').catch(() => null);

/** Shows who we are to our own host, and to nobody that it sends us on to: the live view may come from a service of its own. */
class OwnHostClient extends DefaultHttpClient {
  constructor() {
    super(NullLogger.instance);
  }

  override send(request: HttpRequest): Promise<HttpResponse> {
    const isOwn = new URL(request.url ?? '', location.href).origin === location.origin;
    return super.send(isOwn ? { ...request, headers: { ...request.headers, ...sessionHeaders() } } : request);
  }
}

/** The host's live view: a snapshot first, then numbered changes. A number that is missing is noticed, and the whole is asked for again. */
export class Live {
  sequence = -1;
  connection: Connection = 'connecting';
  private readonly sections = new Map<string, Map<string, unknown>>();
  private readonly listeners = new Set<() => void>();
  private readonly hub: HubConnection;
  private waiting: Frame[] | null = null;
  private heardAt = 0;
  private hostAt = 0;
  private rate = 1;
  private stopped = false;
  private readonly watching: ReturnType<typeof setInterval>;

  constructor() {
    this.hub = new HubConnectionBuilder()
      .withUrl('/api/live', { httpClient: new OwnHostClient() })
      .configureLogging(LogLevel.None)
      .build();
    this.hub.on('Frame', (frame: Frame) => this.receive(frame));
    this.hub.onclose(() => {
      this.become('disconnected');
      void this.connect(0);
    });
    this.watching = setInterval(() => this.watch(), 500);
  }

  /** @param first What is shown until the hub's first frame comes: connecting takes three round trips, asking one. */
  start(first: Promise<Frame | null> = currentView()): Promise<void> {
    void first.then(frame => {
      if (frame === null || this.sequence >= 0 || this.stopped) return;
      this.apply(frame);
      this.notify();
    });
    return this.connect(0);
  }

  stop(): void {
    this.stopped = true;
    clearInterval(this.watching);
    this.become('disconnected');
    void this.hub.stop();
  }

  /** Calls back after every frame and change of the connection, until the function that it gives is called. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  all<T>(section: string): T[] {
    return [...(this.sections.get(section)?.values() ?? [])] as T[];
  }

  one<T>(section: string, id: string): T | undefined {
    return this.sections.get(section)?.get(id) as T | undefined;
  }

  /** The host's clock; it runs on between frames, but not past what was heard when frames stay away. */
  now(): Date | null {
    if (this.hostAt === 0) return null;
    const since = Math.min(performance.now() - this.heardAt, staleAfter);
    return new Date(this.hostAt + since * this.rate);
  }

  silence(): number {
    return this.heardAt === 0 ? 0 : performance.now() - this.heardAt;
  }

  private async connect(attempt: number): Promise<void> {
    let polled = 0;
    let every = hubEvery;
    while (!this.stopped && this.hub.state === HubConnectionState.Disconnected) {
      if (polled % every === 0) {
        try {
          await this.hub.start();
          return;
        } catch (error) {
          // Nothing to connect to, as on the Functions app without SignalR; or the way there is barred, and the host itself can be asked.
          every = /404/.test(String(error)) ? hubEveryWithout : hubEvery;
        }
      }
      polled++;
      const shown = await this.poll();
      if (!shown) {
        polled = 0;
        this.become('disconnected');
      }
      await new Promise(done => setTimeout(done, shown ? pollEvery : retryAfter[Math.min(attempt++, retryAfter.length - 1)]));
    }
  }

  /** Asks for the whole view and shows it. A session that has ended shows here: the socket alone does not say. */
  private async poll(): Promise<boolean> {
    try {
      this.apply(await get<Frame>('/api/live/snapshot'));
      this.notify();
      return true;
    } catch (error) {
      if (error instanceof Problem && error.status === 401) this.stopped = true;
      return false;
    }
  }

  private receive(frame: Frame): void {
    if (this.waiting !== null) this.waiting.push(frame);
    else if (frame.kind === 'snapshot' || frame.from === this.sequence) this.apply(frame);
    else if (frame.sequence > this.sequence) void this.resync(frame);
    this.notify();
  }

  /** Frames that come while the whole is asked for are put on top of it: the answer may be older than they are. */
  private async resync(...missed: Frame[]): Promise<void> {
    this.waiting = missed;
    try {
      this.apply(await get<Frame>('/api/live/snapshot'));
    } catch {
      void this.hub.stop();
    }
    const waiting = this.waiting;
    this.waiting = null;
    for (const frame of waiting) {
      if (frame.kind === 'snapshot' || frame.from === this.sequence) this.apply(frame);
    }
    this.notify();
  }

  private apply(frame: Frame): void {
    if (frame.kind === 'snapshot') this.sections.clear();
    for (const [section, documents] of Object.entries(frame.set)) {
      const known = this.sections.get(section) ?? new Map<string, unknown>();
      this.sections.set(section, known);
      for (const [id, document] of Object.entries(documents)) known.set(id, document);
    }
    for (const [section, ids] of Object.entries(frame.removed)) {
      for (const id of ids) this.sections.get(section)?.delete(id);
    }
    this.sequence = frame.sequence;
    this.hear(Date.parse(frame.atUtc));
  }

  /** Simulated time runs faster than ours: how fast is seen from frame to frame. */
  private hear(hostAt: number): void {
    const now = performance.now();
    const passed = now - this.heardAt;
    if (this.heardAt > 0 && passed > 100 && passed < staleAfter) {
      const rate = (hostAt - this.hostAt) / passed;
      if (rate >= 0 && rate < 1000) this.rate = this.rate * 0.7 + rate * 0.3;
    }
    this.heardAt = now;
    this.hostAt = hostAt;
    this.connection = 'live';
  }

  private watch(): void {
    if (this.hub.state === HubConnectionState.Connected && this.silence() > askAfter && this.waiting === null) void this.resync();
    if (this.connection === 'live' && this.silence() > staleAfter) this.become('stale');
  }

  private become(connection: Connection): void {
    if (this.connection !== connection) {
      this.connection = connection;
      this.notify();
    }
  }

  private notify(): void {
    for (const listener of [...this.listeners]) listener();
  }
}
