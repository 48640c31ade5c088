namespace TradingFunctions.Infra.Simulation.Exchange;

/// <summary>Tables of the exchange's journal. Amounts are decimal text, times UTC ticks.</summary>
internal static class JournalSchema
{
    public const int Version = 1;

    public const string Create =
        """
        CREATE TABLE IF NOT EXISTS meta(id INTEGER PRIMARY KEY CHECK (id = 1), version INTEGER NOT NULL, seed INTEGER NOT NULL, starting_cash TEXT NOT NULL, processed INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS orders(
            number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, symbol TEXT NOT NULL, side INTEGER NOT NULL, quantity TEXT NOT NULL, type INTEGER NOT NULL,
            time_in_force INTEGER NOT NULL, purpose INTEGER NOT NULL, strategy TEXT NOT NULL, limit_price TEXT, stop_price TEXT, trail TEXT, stop_loss TEXT,
            take_profit TEXT, submitted INTEGER NOT NULL, reference_price TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS events(
            sequence INTEGER PRIMARY KEY, kind INTEGER NOT NULL, broker_id TEXT NOT NULL, id TEXT NOT NULL, parent TEXT, symbol TEXT NOT NULL, side INTEGER NOT NULL,
            at INTEGER NOT NULL, execution TEXT, price TEXT, quantity TEXT NOT NULL, fee TEXT NOT NULL, cumulative TEXT NOT NULL, reason TEXT);
        CREATE TABLE IF NOT EXISTS marks(id TEXT PRIMARY KEY, triggered INTEGER NOT NULL, extreme TEXT NOT NULL) WITHOUT ROWID;
        """;

    public const string InsertMeta = "INSERT OR IGNORE INTO meta VALUES (1, $0, $1, $2, 0)";

    public const string SelectMeta = "SELECT version, seed, starting_cash, processed FROM meta";

    public const string UpdateProcessed = "UPDATE meta SET processed = $0";

    public const string InsertOrder = "INSERT INTO orders VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";

    public const string InsertEvent = "INSERT INTO events VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";

    public const string UpsertMark = "INSERT INTO marks VALUES ($0, $1, $2) ON CONFLICT(id) DO UPDATE SET triggered = excluded.triggered, extreme = excluded.extreme";

    public const string SelectOrders = "SELECT * FROM orders ORDER BY number";

    public const string SelectEvents = "SELECT * FROM events WHERE sequence > $0 ORDER BY sequence LIMIT $1";

    public const string SelectMarks = "SELECT id, triggered, extreme FROM marks";
}
