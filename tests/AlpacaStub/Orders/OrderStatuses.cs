namespace TradingFunctions.AlpacaStub.Orders;

/// <summary>Alpaca's spelling of the statuses that the stub moves orders through.</summary>
public static class OrderStatuses
{
    public const string PendingNew = "pending_new";
    public const string New = "new";
    public const string PartiallyFilled = "partially_filled";
    public const string PendingCancel = "pending_cancel";
    public const string Held = "held";
    public const string Filled = "filled";
    public const string Canceled = "canceled";
    public const string Expired = "expired";
    public const string Replaced = "replaced";
    public const string Rejected = "rejected";

    public static bool IsFinal(string status) => status is Filled or Canceled or Expired or Replaced or Rejected;
}
