using Webhooks.Ingestion.Json;
using Webhooks.Ingestion.Tests.Golden;
using Webhooks.Ingestion.Vendors;
using Xunit.Abstractions;

namespace Webhooks.Ingestion.Tests.Mutation;

/// <summary>A payload is never lost and never crashes the mapper, whatever one place of it becomes.</summary>
public sealed class MutationTests(ITestOutputHelper output)
{
    private static readonly int Mutants = LongTests.Or(20_000, 110_000);

    [Fact]
    public void Every_mutant_of_every_fixture_is_mapped_or_rejected()
    {
        const int seed = 20260115;
        Mutator mutator = new(new Random(seed));
        GoldenCase[] cases = [.. FixtureFolder.Cases(FixtureFolder.Root)];
        int each = (Mutants / cases.Length) + 1;
        int mapped = 0;
        int rejected = 0;
        foreach (GoldenCase golden in cases)
        {
            Assert.True(new VendorRegistry(golden.Settings()).TryGet(golden.Vendor, out IVendor? vendor));
            Delivery original = golden.Delivery();
            IReadOnlyList<Mutator.Field> fields = Mutator.Fields(original.Body.Span);
            for (int i = 0; i < each; i++)
            {
                Delivery mutant = mutator.Mutate(original, fields);
                MapResult result = Map(vendor, mutant, golden, i);
                _ = result.Rejection is null ? mapped++ : rejected++;
            }
        }

        output.WriteLine($"Seed {seed}: {cases.Length} fixtures, {mapped} mutants mapped, {rejected} rejected.");
        Assert.InRange(mapped + rejected, Mutants, int.MaxValue);
        Assert.InRange(mapped, Mutants / 4, int.MaxValue);
    }

    private static MapResult Map(IVendor vendor, Delivery mutant, GoldenCase golden, int number)
    {
        try
        {
            MapResult result = vendor.Map(mutant);
            LegalResult.Check(mutant, result);
            if (number % 16 == 0)
                Assert.Equal(result.Events.Select(EventJson.Render), vendor.Map(mutant).Events.Select(
                    EventJson.Render));
            return result;
        }
        catch (Exception exception)
        {
            string file = Path.Combine(Path.GetTempPath(), "mutant.body");
            File.WriteAllBytes(file, mutant.Body.ToArray());
            throw new InvalidOperationException(
                $"{golden.Vendor}/{golden.Name}, mutant {number}, {mutant.Method} {mutant.Query}, body in {file}",
                exception);
        }
    }
}
