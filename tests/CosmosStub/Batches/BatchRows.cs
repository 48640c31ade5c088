using Microsoft.Azure.Cosmos;
using Microsoft.Azure.Cosmos.Serialization.HybridRow;
using Microsoft.Azure.Cosmos.Serialization.HybridRow.IO;
using Microsoft.Azure.Cosmos.Serialization.HybridRow.Layouts;
using Microsoft.Azure.Cosmos.Serialization.HybridRow.RecordIO;
using Microsoft.Azure.Cosmos.Serialization.HybridRow.Schemas;

namespace TradingFunctions.CosmosStub.Batches;

/// <summary>Batches on the wire: a stream of rows, by the schema that the SDK carries with it.</summary>
internal static class BatchRows
{
    private const int RowCapacity = 256;

    private static readonly Namespace Schemas = ReadSchemas();
    private static readonly LayoutResolverNamespace Layouts = new(Schemas);
    private static readonly Layout ResultLayout = Layouts.Resolve(Schemas.Schemas.Find(schema => schema.Name == "BatchResult")!.SchemaId);

    /// <exception cref="InvalidDataException">The stream is none of rows.</exception>
    public static async Task<List<BatchOperation>> Read(byte[] body)
    {
        var operations = new List<BatchOperation>();
        using var stream = new MemoryStream(body);
        Func<ReadOnlyMemory<byte>, Result> take = record =>
        {
            operations.Add(ReadOperation(record));
            return Result.Success;
        };
        var result = await stream.ReadRecordIOAsync(take, resizer: new MemorySpanResizer<byte>(body.Length));
        return result == Result.Success ? operations : throw new InvalidDataException($"The batch cannot be read: {result}.");
    }

    public static async Task<byte[]> Write(IReadOnlyList<BatchResult> results)
    {
        using var stream = new MemoryStream();
        await stream.WriteRecordIOAsync(
            default(Segment),
            (long index, out ReadOnlyMemory<byte> buffer) =>
            {
                buffer = index < results.Count ? WriteResult(results[(int)index]) : default;
                return Result.Success;
            });
        return stream.ToArray();
    }

    private static BatchOperation ReadOperation(ReadOnlyMemory<byte> record)
    {
        var row = new RowBuffer(record.Length);
        if (!row.ReadFrom(record.Span, HybridRowVersion.V1, Layouts))
        {
            throw new InvalidDataException("A row of the batch cannot be read.");
        }

        var operation = new BatchOperation(Type: -1, Id: null, Body: null, IfMatch: null);
        var reader = new RowReader(ref row);
        while (reader.Read())
        {
            switch (reader.Path.ToString())
            {
                case "operationType":
                    reader.ReadInt32(out var type);
                    operation = operation with { Type = type };
                    break;
                case "id":
                    reader.ReadString(out string id);
                    operation = operation with { Id = id };
                    break;
                case "resourceBody":
                    reader.ReadBinary(out byte[] body);
                    operation = operation with { Body = body };
                    break;
                case "ifMatch":
                    reader.ReadString(out string ifMatch);
                    operation = operation with { IfMatch = ifMatch };
                    break;
                default:
                    // Hints to the service, and what is the same for all operations.
                    break;
            }
        }

        return operation;
    }

    private static ReadOnlyMemory<byte> WriteResult(BatchResult result)
    {
        var memory = new MemorySpanResizer<byte>(RowCapacity);
        var row = new RowBuffer(RowCapacity, memory);
        row.InitLayout(HybridRowVersion.V1, ResultLayout, Layouts);
        var written = RowWriter.WriteBuffer(ref row, result, static (ref RowWriter writer, TypeArgument _, BatchResult of) =>
        {
            writer.WriteInt32("statusCode", of.Status);
            if (of.ETag is not null)
            {
                writer.WriteString("eTag", of.ETag);
            }

            return writer.WriteFloat64("requestCharge", of.RequestUnits);
        });
        return written == Result.Success
            ? memory.Memory[..row.Length]
            : throw new InvalidDataException($"A result cannot be written: {written}.");
    }

    private static Namespace ReadSchemas()
    {
        var sdk = typeof(CosmosClient).Assembly;
        var name = sdk.GetManifestResourceNames().Single(resource => resource.EndsWith("HybridRowBatchSchemas.json", StringComparison.Ordinal));
        using var reader = new StreamReader(sdk.GetManifestResourceStream(name)!);
        return Namespace.Parse(reader.ReadToEnd());
    }
}
