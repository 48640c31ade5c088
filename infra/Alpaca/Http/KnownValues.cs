namespace TradingFunctions.Infra.Alpaca.Http;

/// <summary>The texts that the package can read for one field, and the one that it is given in place of any other.</summary>
/// <param name="Instead">What stands for a text that is unknown to it.</param>
internal sealed record KnownValues(string Instead, params string[] Values)
{
    /// <summary>
    /// <c>fill</c> and <c>partial_fill</c> are names of events that the package has among its statuses, too. As a status they say nothing: see <see cref="Orders.OrderMapping"/>.
    /// </summary>
    private static readonly KnownValues OrderStatuses = new(
        "fill", "accepted", "new", "partially_filled", "filled", "done_for_day", "canceled", "replaced", "pending_cancel", "stopped", "rejected", "suspended", "pending_new", "calculated",
        "expired", "accepted_for_bidding", "pending_replace", "held");

    /// <summary>One that does not trade.</summary>
    private static readonly KnownValues AccountStatuses = new("ACTION_REQUIRED", "ACTIVE", "INACTIVE");

    /// <summary>A class that is new counts as shares: an order or a position is rather looked at by a person than left out.</summary>
    private static readonly KnownValues AssetClasses = new("us_equity", "us_equity", "crypto", "us_option");

    public static IReadOnlyDictionary<string, KnownValues> Order { get; } = new Dictionary<string, KnownValues>(StringComparer.Ordinal)
    {
        ["status"] = OrderStatuses,
        ["type"] = new("market", "market", "limit", "stop", "stop_limit", "trailing_stop"),
        ["time_in_force"] = new("gtc", "day", "gtc", "opg", "cls", "ioc", "fok"),
        ["asset_class"] = AssetClasses,
    };

    public static IReadOnlyDictionary<string, KnownValues> Account { get; } = new Dictionary<string, KnownValues>(StringComparer.Ordinal)
    {
        ["status"] = AccountStatuses,
        ["crypto_status"] = AccountStatuses,
        ["multiplier"] = new("1", "1", "2", "4"),
    };

    public static IReadOnlyDictionary<string, KnownValues> Position { get; } = new Dictionary<string, KnownValues>(StringComparer.Ordinal)
    {
        ["asset_class"] = AssetClasses,
        ["side"] = new("long", "long", "short"),
    };

    public static IReadOnlyDictionary<string, KnownValues> Asset { get; } = new Dictionary<string, KnownValues>(StringComparer.Ordinal)
    {
        ["class"] = new("us_option", AssetClasses.Values),
        ["status"] = new("inactive", "active", "inactive"),
    };

    /// <summary><c>pending_review</c> is not among Alpaca's documented events; the event's name is kept besides.</summary>
    public static IReadOnlyDictionary<string, KnownValues> Update { get; } = new Dictionary<string, KnownValues>(StringComparer.Ordinal)
    {
        ["event"] = new(
            "pending_review", "new", "fill", "partial_fill", "canceled", "expired", "done_for_day", "replaced", "accepted", "rejected", "pending_new", "stopped", "pending_cancel", "pending_replace",
            "calculated", "suspended", "held", "order_replace_rejected", "order_cancel_rejected"),
    };

    public bool Has(string? text) => Values.Contains(text, StringComparer.Ordinal);
}
