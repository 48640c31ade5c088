using MathNet.Numerics.LinearAlgebra;
using TradingFunctions.Domain.Learning;
using TradingFunctions.Pipeline.Learning;

namespace TradingFunctions.Infra.Learning;

/// <summary>Logistic regression with an L2 penalty, by Newton's method (iteratively reweighted least squares; Hastie, Tibshirani and Friedman, <i>The Elements of
/// Statistical Learning</i>, 2009, 4.4.1). The intercept is not penalised.</summary>
public sealed class LogisticRegression : IModelFitter
{
    private const int MostSteps = 50;
    private const double Tolerance = 1e-9;

    /// <summary>A feature that does not vary is left as it is.</summary>
    private const double LeastDeviation = 1e-12;

    /// <inheritdoc/>
    public LogisticModel Fit(TrainingSet set, int end, double penalty, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(end, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(end, set.Count);
        ArgumentOutOfRangeException.ThrowIfNegative(penalty);
        var width = TrainingSet.Width;
        var (means, deviations) = Standardise(set, end, width);
        var weights = Vector<double>.Build.Dense(width + 1);
        var ups = set.Labels.AsSpan(0, end).Count(true);
        weights[width] = Math.Log((ups + 1d) / (end - ups + 1d));
        for (var step = 0; step < MostSteps; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (gradient, hessian) = Derivatives(set, end, means, deviations, weights, penalty);
            var change = hessian.Cholesky().Solve(gradient);
            weights -= change;
            if (change.AbsoluteMaximum() < Tolerance)
            {
                break;
            }
        }

        return new LogisticModel(BarFeatures.Version, set.Horizon, means, deviations, [.. weights.Take(width)], weights[width]);
    }

    private static (double[] Means, double[] Deviations) Standardise(TrainingSet set, int end, int width)
    {
        var (means, deviations) = (new double[width], new double[width]);
        for (var i = 0; i < end; i++)
        {
            var row = set.Features(i);
            for (var j = 0; j < width; j++)
            {
                // Welford (1962).
                var delta = row[j] - means[j];
                means[j] += delta / (i + 1);
                deviations[j] += delta * (row[j] - means[j]);
            }
        }

        for (var j = 0; j < width; j++)
        {
            var deviation = Math.Sqrt(deviations[j] / end);
            deviations[j] = deviation > LeastDeviation ? deviation : 1;
        }

        return (means, deviations);
    }

    /// <summary>Of the negative log likelihood with its penalty.</summary>
    private static (Vector<double> Gradient, Matrix<double> Hessian) Derivatives(
        TrainingSet set, int end, double[] means, double[] deviations, Vector<double> weights, double penalty)
    {
        var size = weights.Count;
        var (w, x) = (weights.ToArray(), new double[size]);
        var (gradient, hessian) = (new double[size], new double[size * size]);
        x[size - 1] = 1;
        for (var i = 0; i < end; i++)
        {
            var row = set.Features(i);
            double odds = w[size - 1];
            for (var j = 0; j < size - 1; j++)
            {
                x[j] = (row[j] - means[j]) / deviations[j];
                odds += w[j] * x[j];
            }

            var p = LogisticModel.Logistic(odds);
            var (error, weight) = (p - (set.Labels[i] ? 1 : 0), p * (1 - p));
            for (var j = 0; j < size; j++)
            {
                gradient[j] += error * x[j];
                var weighted = weight * x[j];
                for (var k = 0; k <= j; k++)
                {
                    hessian[(j * size) + k] += weighted * x[k];
                }
            }
        }

        for (var j = 0; j < size; j++)
        {
            for (var k = 0; k < j; k++)
            {
                hessian[(k * size) + j] = hessian[(j * size) + k];
            }

            // The intercept gets a trace of a penalty, so that the matrix can be solved where all samples go one way.
            var ridge = j < size - 1 ? penalty : 1e-9;
            gradient[j] += ridge * w[j];
            hessian[(j * size) + j] += ridge + 1e-12;
        }

        return (Vector<double>.Build.Dense(gradient), Matrix<double>.Build.Dense(size, size, hessian));
    }
}
