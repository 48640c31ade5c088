namespace TradingFunctions.Pipeline.Configuration;

/// <summary>Limits of one section that another section makes meaningless; a message names both keys. The whole file has to be there: a section alone is not checked for them.</summary>
internal static class SectionContradictions
{
    public static IReadOnlyList<OptionError> Check(TradingOptions options)
    {
        var check = new RangeCheck(string.Empty);
        var (risk, control) = (options.Risk, options.RiskControl);
        if (risk.MaxSectorShare is not null && control.SectorFile is null)
            check.Add("risk.maxSectorShare", "needs riskControl.sectorFile: without it no symbol has a sector, and every entry is denied.");
        if (risk.MaxAnalysisAge < control.AnalysisInterval)
            check.Add("risk.maxAnalysisAge", $"must be at least riskControl.analysisInterval ({control.AnalysisInterval}), is {risk.MaxAnalysisAge}: every analysis would be too old before the next.");
        for (var i = 0; i < options.Strategies.Length; i++)
        {
            var strategy = options.Strategies[i];
            if (strategy.AllowShort && !risk.AllowShort)
                check.Add($"strategies[{i}].allowShort", "needs risk.allowShort: without it no strategy sells short.");
            if (strategy.MaxPositionShare > risk.MaxSymbolShare)
                check.Add($"strategies[{i}].maxPositionShare", $"must not exceed risk.maxSymbolShare ({risk.MaxSymbolShare}), is {strategy.MaxPositionShare}.");
        }

        return check.Errors;
    }
}
