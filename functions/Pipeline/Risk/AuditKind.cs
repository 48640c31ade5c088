using System.Text.Json.Serialization;

namespace TradingFunctions.Pipeline.Risk;

[JsonConverter(typeof(JsonStringEnumConverter<AuditKind>))]
public enum AuditKind
{
    /// <summary>A setting that can be changed while running was changed.</summary>
    [JsonStringEnumMemberName("settingChanged")]
    SettingChanged,

    /// <summary>A limit was loosened for a time.</summary>
    [JsonStringEnumMemberName("overrideAsked")]
    OverrideAsked,

    /// <summary>A second person let an override come into force.</summary>
    [JsonStringEnumMemberName("overrideConfirmed")]
    OverrideConfirmed,

    /// <summary>An override was ended before its time.</summary>
    [JsonStringEnumMemberName("overrideEnded")]
    OverrideEnded,

    /// <summary>The trading state was changed.</summary>
    [JsonStringEnumMemberName("stateChanged")]
    StateChanged,

    /// <summary>A strategy was switched off or on.</summary>
    [JsonStringEnumMemberName("strategySwitched")]
    StrategySwitched,

    /// <summary>The host switched a strategy off because it threw, overran its time budget or gave no valid signal.</summary>
    [JsonStringEnumMemberName("strategyDisabled")]
    StrategyDisabled,

    /// <summary>A rebalancing proposal was approved or rejected.</summary>
    [JsonStringEnumMemberName("rebalanceDecided")]
    RebalanceDecided,

    /// <summary>A split was booked on a position.</summary>
    [JsonStringEnumMemberName("splitBooked")]
    SplitBooked,

    /// <summary>A broker's answer made no sense: it is kept, and trading is halted.</summary>
    [JsonStringEnumMemberName("brokerAnswerKept")]
    BrokerAnswerKept,

    /// <summary>Books and broker differed: what was taken over.</summary>
    [JsonStringEnumMemberName("booksAdopted")]
    BooksAdopted,

    /// <summary>A plan is the rules' because the model gave none that could be used.</summary>
    [JsonStringEnumMemberName("planFellBack")]
    PlanFellBack,

    /// <summary>A trained model became the one that trades.</summary>
    [JsonStringEnumMemberName("modelPromoted")]
    ModelPromoted,

    /// <summary>The model before was brought back.</summary>
    [JsonStringEnumMemberName("modelRolledBack")]
    ModelRolledBack,
}
