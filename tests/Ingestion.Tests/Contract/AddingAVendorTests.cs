using System.Text.RegularExpressions;
using Webhooks.Ingestion.Tests.Golden;
using Webhooks.Ingestion.Tests.Mutation;
using Webhooks.Ingestion.Vendors.Acme;

namespace Webhooks.Ingestion.Tests.Contract;

/// <summary>Follows <c>docs/adding-a-vendor.md</c> for an invented vendor, in a temporary folder.</summary>
public sealed class AddingAVendorTests : IDisposable
{
    private static readonly string Guide =
        File.ReadAllText(Path.Combine(FixtureFolder.Repository, "docs", "adding-a-vendor.md")).ReplaceLineEndings("\n");

    private static readonly string VendorFile =
        Path.Combine(FixtureFolder.Repository, "tests", "Ingestion.Tests", "Contract", "AcmeVendor.cs");

    private readonly string _root = Directory.CreateTempSubdirectory("vendor").FullName;
    private readonly AcmeVendor _vendor = new();

    [Fact]
    public void Guide_holds_the_vendor_that_is_compiled_here() =>
        Assert.Contains(File.ReadAllText(VendorFile).ReplaceLineEndings("\n").Trim(), Guide, StringComparison.Ordinal);

    [Fact]
    public void Guide_counts_the_lines_as_they_are()
    {
        Match count = Regex.Match(Guide, @"(\d+) lines of mapper");
        Assert.Equal(File.ReadAllLines(VendorFile).Length, int.Parse(
            count.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Steps_of_the_guide_make_a_complete_vendor()
    {
        VendorContract contract = Follow();
        Dictionary<string, string> written = [];
        foreach (GoldenCase golden in FixtureFolder.Cases(contract.Fixtures))
        {
            GoldenFile.Check(golden, _vendor, accept: true);
            LegalResult.Check(golden.Delivery(), _vendor.Map(golden.Delivery()));
            string file = File.Exists(golden.ExpectedJson) ? golden.ExpectedJson : golden.ExpectedError;
            written[golden.Name] = Regex.Replace(File.ReadAllText(file), @"\s+", "");

            // What was accepted is what is compared from then on.
            File.AppendAllText(file, "x");
            Assert.ThrowsAny<Exception>(() => GoldenFile.Check(golden, _vendor, accept: false));
            GoldenFile.Check(golden, _vendor, accept: true);
        }

        Assert.Equal(RejectionReasons.MalformedJson, written["malformed"]);
        foreach (string fact in (string[])["message.sent", "sms", "\"7\"", "2026-01-15T10:00:00", "\"text\":\"Hello\""])
            Assert.Contains(fact, written["sent"], StringComparison.Ordinal);
        foreach (string fact in (string[])["unknown.received", "\"read\"", "2026-01-15T10:00:00"])
            Assert.Contains(fact, written["unknown-action"], StringComparison.Ordinal);
        Assert.Empty(contract.Missing(_vendor));
    }

    [Fact]
    public void Each_step_left_out_is_named()
    {
        VendorContract contract = Follow();
        Assert.Contains(
            contract.Missing(_vendor), missing => missing.Contains("expected.json", StringComparison.Ordinal));
        Assert.Contains(
            contract.Missing(_vendor), missing => missing.Contains("expected.error", StringComparison.Ordinal));
        Assert.Contains(
            contract.Missing(_vendor), missing => missing.Contains("maps to message.sent", StringComparison.Ordinal));
        File.Delete(Path.Combine(contract.Functions, "AcmeWebhook.cs"));
        Assert.Contains(
            contract.Missing(_vendor), missing => missing.Contains("AcmeWebhook.cs", StringComparison.Ordinal));
        Assert.Contains((contract with { Docs = "" }).Missing(_vendor), missing =>
            missing.Contains("a section", StringComparison.Ordinal));
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private VendorContract Follow()
    {
        VendorContract contract =
            new(Path.Combine(_root, "Fixtures"), Path.Combine(_root, "Webhooks"), Block("markdown", 0));
        Directory.CreateDirectory(contract.Functions);
        File.WriteAllText(Path.Combine(contract.Functions, "AcmeWebhook.cs"), "");
        Write(contract, "sent", Block("json", 0));
        Write(contract, "unknown-action", Block("json", 1));
        Write(contract, "malformed", "not JSON");
        return contract;
    }

    private static void Write(VendorContract contract, string name, string body)
    {
        string folder = Directory.CreateDirectory(Path.Combine(contract.Fixtures, "acme", name)).FullName;
        File.WriteAllText(Path.Combine(folder, "request.body"), body);
    }

    private static string Block(string language, int index) =>
        Regex.Matches(Guide, $"```{language}\n(.*?)```", RegexOptions.Singleline)[index].Groups[1].Value;
}
