using TradingFunctions.Domain;
using TradingFunctions.Domain.Market;
using TradingFunctions.Hosting.Configuration;
using TradingFunctions.Infra.Files;
using TradingFunctions.Infra.Learning;
using TradingFunctions.Infra.Sqlite;
using TradingFunctions.Local.Cli;
using TradingFunctions.Pipeline.Analysis;
using TradingFunctions.Pipeline.Experiments;
using TradingFunctions.Pipeline.Learning;
using TradingFunctions.Pipeline.Ports;
using TradingFunctions.Pipeline.Risk;

namespace TradingFunctions.Local.Experiments;

/// <summary>The models of a data directory that no host holds.</summary>
internal sealed class ModelBook : IDisposable
{
    private readonly DataDirectory directory;
    private readonly SqliteDocumentStore store;
    private readonly FileArtefacts artefacts;
    private readonly ModelTraining training;

    private ModelBook(DataDirectory directory, SqliteDocumentStore store, AccountId account)
    {
        (this.directory, this.store) = (directory, store);
        artefacts = new FileArtefacts(id => Path.Combine(directory.AnalysesFolder, id));
        Registry = new ModelRegistry(store, new AuditTrail(store, account, TimeProvider.System));
        training = new ModelTraining(new LogisticRegression(), Registry, new ExperimentStore(store), artefacts, new AnalysisClock(TimeProvider.System));
    }

    public ModelRegistry Registry { get; }

    /// <exception cref="StoreException">The directory cannot be used, or a host holds it.</exception>
    /// <exception cref="CliException">The configuration cannot be used.</exception>
    public static ModelBook Open(string? dataPath)
    {
        var account = Account();
        var opened = DataDirectory.Open(dataPath);
        try
        {
            return new ModelBook(opened, SqliteDocumentStore.Open(opened.StoreFile), account);
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    private static AccountId Account()
    {
        try
        {
            return TradingConfiguration.Load(null).Account;
        }
        catch (ConfigurationException e)
        {
            throw new CliException($"The configuration cannot be used: {e.Message}", ExitCodes.Usage, e);
        }
    }

    /// <exception cref="TrainingException">There is too little to train on, or the model cannot be written.</exception>
    public async Task<ModelRecord> Train(TrainingWish wish, IReadOnlyList<BarSeries> series, CancellationToken cancellationToken)
    {
        try
        {
            return await training.Train(wish, series, DateTime.MaxValue, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await training.Abandon(wish.Id, "Interrupted.", CancellationToken.None);
            throw;
        }
    }

    /// <summary>The file of a model.</summary>
    public string FileOf(string id) => Path.Combine(directory.AnalysesFolder, id, ModelFile.Name);

    public void Dispose()
    {
        store.Dispose();
        directory.Dispose();
    }
}
