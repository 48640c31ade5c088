using System.Globalization;

namespace TradingFunctions.Local.Cli.Analyses;

/// <summary>Parameters as the command line spells them: <c>name=value</c>, <c>name=v1,v2</c>, <c>name=from:to:step</c>.</summary>
internal static class ParameterValues
{
    private const int Most = 1000;

    /// <summary>What is wrong, a sentence each.</summary>
    public static IEnumerable<string> Errors(IEnumerable<string> texts) => texts.Where(text => !TryParse(text, out _)).Select(text =>
        $"--set must be like buyAbove=0.01, buyAbove=0.005,0.01 or buyAbove=0.002:0.01:0.002 (at most {Most} values), is '{text}'.");

    /// <summary>Parameters in the order in which they were given; one that is given again gets more values.</summary>
    public static List<KeyValuePair<string, double[]>> Parse(IEnumerable<string> texts)
    {
        var parameters = new List<KeyValuePair<string, double[]>>();
        foreach (var text in texts)
        {
            if (!TryParse(text, out var parameter))
            {
                continue;
            }

            var known = parameters.FindIndex(p => p.Key == parameter.Key);
            if (known < 0)
            {
                parameters.Add(parameter);
            }
            else
            {
                parameters[known] = new(parameter.Key, [.. parameters[known].Value, .. parameter.Value]);
            }
        }

        return parameters;
    }

    private static bool TryParse(string text, out KeyValuePair<string, double[]> parameter)
    {
        parameter = default;
        if (text.Split('=', 2) is not [{ Length: > 0 } name, { Length: > 0 } values])
        {
            return false;
        }

        var numbers = new List<double>();
        foreach (var part in values.Split(','))
        {
            if (!AddPart(part, numbers))
            {
                return false;
            }
        }

        parameter = new(name, [.. numbers]);
        return true;
    }

    private static bool AddPart(string text, List<double> numbers)
    {
        var parts = text.Split(':');
        var values = new double[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!double.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out values[i]) || !double.IsFinite(values[i]))
            {
                return false;
            }
        }

        if (values.Length == 1)
        {
            numbers.Add(values[0]);
            return numbers.Count <= Most;
        }

        if (values is not [var from, var to, var step] || step == 0 || (to - from) / step is < 0 or > Most)
        {
            return false;
        }

        // Steps are counted, not added up: sums of decimals drift. The last one may lie a rounding beyond the end.
        var steps = (int)Math.Floor(((to - from) / step) + 1e-9);
        numbers.AddRange(Enumerable.Range(0, steps + 1).Select(i => Math.Round(from + (i * step), 12)));
        return numbers.Count <= Most;
    }
}
