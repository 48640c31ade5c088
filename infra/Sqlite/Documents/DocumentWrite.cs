using TradingFunctions.Infra.Sqlite.Access;
using TradingFunctions.Pipeline.Ports;

namespace TradingFunctions.Infra.Sqlite.Documents;

internal sealed class DocumentWrite(DocumentWriter writer, string container, string partition, IReadOnlyList<StoreOperation> operations) : PendingWrite
{
    public WriteResult Result { get; private set; }

    public override int Operations => operations.Count;

    public override void Apply() => Result = writer.Apply(container, partition, operations);
}
