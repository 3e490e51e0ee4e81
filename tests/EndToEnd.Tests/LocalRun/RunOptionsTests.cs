using Webhooks.Tools.LocalRun;

namespace Webhooks.EndToEnd.Tests.LocalRun;

public sealed class RunOptionsTests
{
    [Theory]
    [InlineData("--port", "7099")]
    [InlineData("-p", "7099")]
    [InlineData("--port=7099")]
    public void Port_is_given_as_func_start_has_it(params string[] arguments) =>
        Assert.Equal(7099, RunOptions.Parse(["--app", "x.dll", .. arguments]).Port);

    [Fact]
    public void What_it_does_not_know_is_for_the_host()
    {
        RunOptions options = RunOptions.Parse(["--app", "x.dll", "--verbose", "--port", "7099", "--functions", "A"]);

        Assert.Equal(["--verbose", "--functions", "A"], options.ForHost);
    }

    [Theory]
    [InlineData("--port")]
    [InlineData("--port", "http")]
    [InlineData("--port", "70000")]
    [InlineData("--azurite-ports", "1,2")]
    public void Wrong_value_is_refused_with_its_name(params string[] arguments)
    {
        LocalRunException e =
            Assert.Throws<LocalRunException>(() => RunOptions.Parse(["--app", "x.dll", .. arguments]));

        Assert.Contains(arguments[0], e.Message, StringComparison.Ordinal);
    }
}
