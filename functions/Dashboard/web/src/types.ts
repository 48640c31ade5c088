/** What the API answers with; only the members that are shown. */
export interface Position {
  symbol: string;
  quantity: number;
  averageCost?: number;
  mark?: number;
  marketValue: number;
  unrealizedPnl: number;
  realizedPnl: number;
  openedUtc?: string;
  protected: boolean;
}

export interface Portfolio {
  account: string;
  asOfUtc: string;
  tradingState: 'active' | 'reducing' | 'halted';
  tradingStateReason?: string;
  startEquity: number;
  realizedPnl: number;
  unrealizedPnl: number;
  fees: number;
  equity: number;
  cash: number;
  marketValue: number;
  exposure: number;
  reservedExposure: number;
  buyingPower: number;
  peakEquity: number;
  drawdown: number;
  workingOrders: number;
  reconciledUntilUtc?: string;
  positions: Position[];
}

export interface Check {
  code: string;
  input: string;
  limit?: number;
  value?: number;
  passed: boolean;
  active: boolean;
}

export interface Decision {
  decidedUtc: string;
  reference?: number;
  referenceUtc: string;
  requested: number;
  cutBy: string[];
  sizing?: string;
  equity: number;
  cash: number;
  exposure: number;
  openRisk: number;
  symbolQuantity: number;
  checks: Check[];
}

export interface Order {
  id: string;
  status: string;
  symbol: string;
  side: 'buy' | 'sell';
  type: string;
  timeInForce: string;
  purpose: 'entry' | 'exit';
  quantity: number;
  filled: number;
  averagePrice?: number;
  limitPrice?: number;
  stopPrice?: number;
  stopLoss?: number;
  takeProfit?: number;
  fees: number;
  strategy: string;
  source: string;
  origin: string;
  parent?: string;
  leg?: string;
  reason?: string;
  decidedUtc: string;
  updatedUtc: string;
  brokerOrderId?: string;
  decision?: Decision;
}

export interface Trade {
  number: number;
  atUtc: string;
  symbol: string;
  side: 'buy' | 'sell';
  quantity: number;
  price: number;
  fee: number;
  realizedPnl: number;
  positionAfter: number;
  orderId: string;
  purpose: string;
  strategy: string;
  leg?: string;
}

export interface Monitor {
  symbol: string;
  run: string;
  instanceId: string;
  status: string;
  state?: string;
  planVersion?: number;
  checks: number;
  alerts: number;
  lastPrice?: number;
  lastCheckUtc?: string;
  nextCheckUtc?: string;
  failure?: { code: string; message: string };
  trouble?: { code: string; message: string; atUtc: string };
}

export interface Alert {
  run: string;
  symbol: string;
  sequence: number;
  atUtc: string;
  intent: string;
  trigger: string;
  conditions: string[];
  data: Record<string, number>;
  confidence: number;
  planVersion: number;
  lastPrice: number;
  decision?: string;
  reason?: string;
  outcome?: string;
  denials?: string[];
  orderId?: string;
}

/** A section that the host cannot read. */
export interface Failure {
  sinceUtc: string;
  reason: string;
}

/** Limits that are not set are left out. */
export interface Limits {
  maxGrossExposure?: number;
  maxDrawdown?: number;
  maxPositions?: number;
}

export interface Denial {
  code: string;
  input: string;
  limit?: number;
  value?: number;
  detail?: string;
}

/** What a signal was answered first. */
export interface SignalDecision {
  number: number;
  signalId: string;
  atUtc: string;
  symbol: string;
  action: string;
  quantity?: number;
  strategy: string;
  caller?: string;
  status: string;
  orderId?: string;
  denials?: Denial[];
}

export interface HostView {
  mode: string;
  parts: { name: string; ready: boolean; detail?: string }[];
  session: string;
  openUtc: string;
  closeUtc: string;
  isOpen: boolean;
  data: { ageSeconds?: number; stale: boolean };
  broker?: { name: string; answers: boolean; failedUtc?: string; failure?: string };
  setup: { dataDirectory?: string; notifications: boolean; telemetry: boolean };
}

export interface List<T> {
  items: T[];
  next?: string;
}

export interface Condition {
  kind: string;
  price?: number;
  fraction?: number;
  bars?: number;
  minutes?: number;
  multiple?: number;
  fast?: number;
  slow?: number;
  period?: number;
  level?: number;
  relation?: string;
  seconds?: number;
  from?: string;
  to?: string;
  strategy?: string;
}

export interface Trigger {
  name: string;
  intent: string;
  conditions: Condition[];
  guards?: Condition[];
  combine: string;
  cooldownSeconds: number;
  oncePer: string;
  confidence: number;
  entrySide: string;
}

/** What one condition of a plan lacks; nothing where its figure cannot be had. */
export interface Distance {
  trigger: string;
  kind: string;
  isMet: boolean;
  observed?: number;
  missing?: number;
}

export interface Plan {
  version: number;
  author: string;
  strategy: string;
  validFromUtc: string;
  validToUtc: string;
  triggers: Trigger[];
  reasons: string[];
  checkIntervalSeconds: number;
  stopLossFraction?: number;
  takeProfitFraction?: number;
  maxPositionFraction?: number;
}

export interface Bars {
  symbol: string;
  periodSeconds: number;
  endsUtc: string[];
  open: number[];
  high: number[];
  low: number[];
  close: number[];
  volume: number[];
}

export interface Instance {
  instanceId: string;
  orchestration: string;
  version: string;
  status: string;
  createdUtc: string;
  updatedUtc: string;
  parentId?: string;
  generation: number;
  turns: number;
  input?: unknown;
  output?: unknown;
  customStatus?: unknown;
  failure?: { code: string; message: string };
}
