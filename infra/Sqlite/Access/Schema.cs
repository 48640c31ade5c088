namespace TradingFunctions.Infra.Sqlite.Access;

/// <summary>What a file of ours holds.</summary>
/// <param name="ApplicationId">Marks our files, one number per kind (<c>PRAGMA application_id</c>).</param>
/// <param name="Version">Version of the tables (<c>PRAGMA user_version</c>).</param>
/// <param name="Sql">Makes the tables.</param>
internal sealed record Schema(int ApplicationId, int Version, string Sql);
