using System.Collections;
using Webhooks.EndToEnd.Tests.Running;
using Webhooks.Tools.Azurite;
using Webhooks.Tools.LocalRun;

namespace Webhooks.EndToEnd.Tests.LocalRun;

public sealed class LocalSettingsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Without_a_file_the_sample_serves() =>
        Assert.Equal("UseDevelopmentStorage=true", LocalSettings.Missing(
            Repository.Root, new Hashtable())["WebhookStorage"]);

    [Fact]
    public void Own_file_is_read_instead_of_the_sample_and_may_hold_comments()
    {
        _folder.Write("local.settings.sample.json", """{ "Values": { "A": "sample", "B": "sample" } }""");
        _folder.Write("local.settings.json", """
            {
              // mine
              "Values": { "A": "own", "Number": 3, },
            }
            """);

        IReadOnlyDictionary<string, string> values = LocalSettings.Missing(_folder.Path, new Hashtable());

        Assert.Equal(new Dictionary<string, string> { ["A"] = "own", ["Number"] = "3" }, values);
    }

    [Theory]
    [InlineData("WebhookStorage")]
    [InlineData("WEBHOOKSTORAGE")]
    [InlineData("WebhookStorage__accountName")]
    public void Environment_wins(string variable)
    {
        _folder.Write("local.settings.json", """{ "Values": { "WebhookStorage": "file", "Other": "file" } }""");

        IReadOnlyDictionary<string, string> values =
            LocalSettings.Missing(_folder.Path, new Hashtable { [variable] = "environment" });

        Assert.Equal(["Other"], values.Keys);
    }

    [Theory]
    [InlineData("{ broken")]
    [InlineData("{}")]
    [InlineData("[]")]
    public void Unreadable_file_is_named(string content)
    {
        string path = _folder.Write("local.settings.json", content);

        LocalRunException e =
            Assert.Throws<LocalRunException>(() => LocalSettings.Missing(_folder.Path, new Hashtable()));

        Assert.Contains(path, e.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
