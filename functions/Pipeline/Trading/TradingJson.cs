using System.Text.Json;
using System.Text.Json.Serialization;
using TradingFunctions.Domain.Orders;
using TradingFunctions.Domain.Portfolio;

namespace TradingFunctions.Pipeline.Trading;

/// <summary>JSON of the account partition, of signals and of the answers.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.Strict,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(Ledger))]
[JsonSerializable(typeof(Holding))]
[JsonSerializable(typeof(SymbolLock))]
[JsonSerializable(typeof(OrderRecord))]
[JsonSerializable(typeof(BrokerOrder))]
[JsonSerializable(typeof(OrderEvent))]
[JsonSerializable(typeof(DecisionRecord))]
[JsonSerializable(typeof(LogEntry))]
[JsonSerializable(typeof(ClosedOrder))]
[JsonSerializable(typeof(SignalRecord))]
[JsonSerializable(typeof(TradeRequest))]
[JsonSerializable(typeof(TradeAnswer))]
[JsonSerializable(typeof(LockAnswer))]
[JsonSerializable(typeof(PortfolioView))]
[JsonSerializable(typeof(OrderView))]
[JsonSerializable(typeof(OrderPage))]
[JsonSerializable(typeof(TradePage))]
public sealed partial class TradingJson : JsonSerializerContext;
