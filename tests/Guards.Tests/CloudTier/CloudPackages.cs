namespace TradingFunctions.Guards.Tests.CloudTier;

/// <summary>The package types that cloud-tier sources use, by namespace: what the embedded tier cannot resolve, and nothing else.</summary>
internal static class CloudPackages
{
    public static readonly IReadOnlyDictionary<string, string[]> Types = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["Alpaca.Markets"] =
        [
            "AccountStatus", "Adjustment", "AlpacaDataClientConfiguration", "AlpacaStreamingClientConfiguration", "AlpacaTradingClientConfiguration", "AssetClass", "AssetStatus", "AssetsRequest",
            "AuthStatus", "BarTimeFrame", "CalendarRequest", "ChangeOrderRequest", "DeleteAllPositionsRequest", "DeletePositionRequest", "Environments", "Exchange", "HistoricalBarsRequest", "IAccount", "IActiveStock", "IAlpacaDataClient", "IAlpacaTradingClient", "IAsset", "IBar", "IClock", "IEnvironment",
            "IIntervalCalendar", "IMarketMovers", "IMultiPage", "IOrder", "IPosition", "IQuote", "ISnapshot", "ITradeUpdate", "IWebSocket", "Interval", "LatestMarketDataListRequest", "ListOrdersRequest",
            "MarketDataFeed", "NewOrderRequest", "OrderClass", "OrderQuantity", "OrderSide", "OrderStatus", "OrderStatusFilter", "OrderType", "Pagination", "PositionQuantity", "PositionSide", "ReceiveResult",
            "RequestValidationException", "RestClientErrorException", "SecretKey", "SortDirection", "TimeInForce",
        ],
        ["Alpaca.Markets.Extensions"] = [],
        ["Azure"] = ["ETag", "RequestFailedException"],
        ["Azure.Core.Pipeline"] = ["HttpClientTransport"],
        ["Azure.Identity"] = ["AuthenticationFailedException", "DefaultAzureCredential"],
        ["Azure.Messaging.ServiceBus"] =
        [
            "ServiceBusClient", "ServiceBusClientOptions", "ServiceBusException", "ServiceBusFailureReason", "ServiceBusMessage", "ServiceBusModelFactory", "ServiceBusReceivedMessage", "ServiceBusReceiver",
            "ServiceBusReceiverOptions", "ServiceBusSender", "SubQueue",
        ],
        ["Azure.Storage"] = ["StorageTransferOptions"],
        ["Azure.Storage.Blobs"] = ["BlobClient", "BlobClientOptions", "BlobContainerClient", "BlobServiceClient", "BlobUriBuilder"],
        ["Azure.Storage.Blobs.Models"] = ["BlobDownloadStreamingResult", "BlobDownloadToOptions", "BlobErrorCode", "BlobHttpHeaders", "BlobRequestConditions", "BlobUploadOptions", "GetBlobsOptions"],
        ["Azure.Storage.Queues"] = ["QueueClient", "QueueClientOptions", "QueueMessageEncoding"],
        ["Azure.Storage.Queues.Models"] = ["QueueMessage", "QueuesModelFactory"],
        ["DurableTask.Core.Exceptions"] = ["OrchestrationAlreadyExistsException"],
        ["DurableTask.Core.History"] =
        [
            "EventRaisedEvent", "EventSentEvent", "ExecutionCompletedEvent", "ExecutionResumedEvent", "ExecutionStartedEvent",
            "ExecutionSuspendedEvent", "ExecutionTerminatedEvent", "HistoryEvent", "OrchestratorStartedEvent",
            "SubOrchestrationInstanceCompletedEvent", "SubOrchestrationInstanceCreatedEvent", "SubOrchestrationInstanceFailedEvent",
            "TaskCompletedEvent", "TaskFailedEvent", "TaskScheduledEvent", "TimerCreatedEvent", "TimerFiredEvent",
        ],
        ["Google.Protobuf"] = [],
        ["Google.Protobuf.WellKnownTypes"] = ["Timestamp"],
        ["Microsoft.Azure.Functions.Worker"] =
        [
            "ActivityTrigger", "AuthorizationLevel", "DurableClient", "Function", "FunctionAttribute", "HttpTrigger", "OrchestrationTrigger", "QueueTrigger", "ServiceBusMessageActions",
            "ServiceBusTrigger", "SignalRConnectionInfoInput", "SignalRMessageAction", "SignalROutput", "TimerInfo", "TimerTrigger",
        ],
        ["Microsoft.Azure.Functions.Worker.Builder"] = ["FunctionsApplication"],
        ["Microsoft.Azure.Functions.Worker.Core.FunctionMetadata"] = ["IFunctionMetadata", "IFunctionMetadataProvider"],
        ["Microsoft.DurableTask"] =
        [
            "ContinueAsNewOptions", "DurableTaskRegistry", "StartOrchestrationOptions", "SubOrchestrationOptions", "TaskFailedException", "TaskOrchestrationContext",
        ],
        ["Microsoft.DurableTask.Client"] =
        [
            "DurableTaskClient", "OrchestrationMetadata", "OrchestrationQuery", "OrchestrationRuntimeStatus",
        ],
        ["Microsoft.DurableTask.Protobuf"] = [],
        ["Microsoft.DurableTask.Testing"] = ["DurableTaskTestHost", "DurableTaskTestHostOptions"],
        ["Microsoft.DurableTask.Worker.Grpc"] = ["GrpcOrchestrationRunner"],
        ["Parquet"] = ["ParquetReader", "ParquetRowGroupReader", "ParquetRowGroupWriter", "ParquetWriter"],
        ["Parquet.Schema"] = ["DataField", "DateTimeDataField", "DateTimeFormat", "DateTimeTimeUnit", "DecimalDataField", "Field", "ListField", "ParquetSchema", "StructField", "TimeDataField"],
        ["System"] = ["BinaryData"],
    };
}
