namespace Webhooks.Ingestion.Counts;

/// <summary>
/// The estimate of a HyperLogLog (Flajolet et al. 2007, https://doi.org/10.46298/dmtcs.3545), improved to need neither
/// tables nor cases (Ertl 2017, https://arxiv.org/abs/1702.01284, algorithm 6).
/// </summary>
internal static class HyperLogLog
{
    /// <summary>Estimates how many different hashes were noted.</summary>
    /// <param name="registers">The highest rank of each part of the hashes, 0 where there is none.</param>
    /// <param name="rankBits">Of how many bits the ranks are.</param>
    public static double Estimate(ReadOnlySpan<byte> registers, int rankBits)
    {
        Span<int> histogram = stackalloc int[rankBits + 2];
        foreach (byte rank in registers)
            histogram[Math.Min(rank, rankBits + 1)]++;
        double m = registers.Length;
        double z = m * Tau(1 - (histogram[rankBits + 1] / m));
        for (int rank = rankBits; rank > 0; rank--)
            z = 0.5 * (z + histogram[rank]);
        z += m * Sigma(histogram[0] / m);
        return m * m / (2 * Math.Log(2) * z);
    }

    // The registers that are empty yet, and those that are full.
    private static double Sigma(double x)
    {
        if (x == 1)
            return double.PositiveInfinity;
        double sum = x;
        for (double y = 1, before = double.NaN; sum != before; y += y)
        {
            x *= x;
            (before, sum) = (sum, sum + (x * y));
        }

        return sum;
    }

    private static double Tau(double x)
    {
        if (x is 0 or 1)
            return 0;
        double sum = 1 - x;
        for (double y = 0.5, before = double.NaN; sum != before; y *= 0.5)
        {
            x = Math.Sqrt(x);
            (before, sum) = (sum, sum - ((1 - x) * (1 - x) * y));
        }

        return sum / 3;
    }
}
