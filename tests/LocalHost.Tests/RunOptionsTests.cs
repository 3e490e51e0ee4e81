using Webhooks.Tools.LocalHost;

namespace Webhooks.LocalHost.Tests;

public sealed class RunOptionsTests
{
    private static readonly string App = typeof(RunOptionsTests).Assembly.Location;

    [Fact]
    public void Switches_are_read()
    {
        RunOptions options = RunOptions.Parse(
            ["--app", App, "-p", "7099", "--enforce-keys", "--message-lease", "00:00:20", "--end-with-stdin"]);

        Assert.Equal((App, 7099, TimeSpan.FromSeconds(20)), (options.App, options.Port, options.MessageLease));
        Assert.True(options.EnforceKeys && options.EndWithStandardInput);
    }

    [Theory]
    [InlineData("--port", "70000")]
    [InlineData("--port")]
    [InlineData("--message-lease", "00:00:01")]
    [InlineData("--message-lease", "01:00:00")]
    [InlineData("--what")]
    public void Wrong_argument_is_named(params string[] arguments)
    {
        LocalHostException e = Assert.Throws<LocalHostException>(() => RunOptions.Parse(["--app", App, .. arguments]));

        Assert.Contains(arguments[0], e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void App_that_is_not_there_is_refused() =>
        Assert.Throws<LocalHostException>(() => RunOptions.Parse(["--app", "nowhere.dll"]));

    [Theory]
    [InlineData("--app")]
    [InlineData("--port")]
    [InlineData("--enforce-keys")]
    [InlineData("--message-lease")]
    [InlineData("--state")]
    [InlineData("--end-with-stdin")]
    [InlineData("--debug")]
    public void Help_tells_of_each_switch(string name) =>
        Assert.Contains(name, RunOptions.Help, StringComparison.Ordinal);
}
