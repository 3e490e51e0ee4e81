using Microsoft.Extensions.Configuration;
using Webhooks.Tools.LocalHost;

namespace Webhooks.LocalHost.Tests;

public sealed class HostConfigurationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("local-host-").FullName;

    [Fact]
    public void Host_json_may_hold_comments_and_is_found_below_the_section_of_the_real_host()
    {
        IConfigurationRoot read = Read("""
            {
              // mine
              "functionTimeout": "00:10:00",
              "extensions": {
                "http": { "routePrefix": "", "maxOutstandingRequests": 20, "maxConcurrentRequests": -1 },
                "queues": { "batchSize": 3 },
              },
            }
            """);

        Assert.Equal("3", read["AzureFunctionsJobHost:extensions:queues:batchSize"]);
        Assert.Equal(TimeSpan.FromMinutes(10), read.FunctionTimeout());
        Assert.Equal("", read.RoutePrefix());
        Assert.Equal(20, read.HttpLimit("maxOutstandingRequests"));
        Assert.Null(read.HttpLimit("maxConcurrentRequests"));
    }

    [Fact]
    public void What_host_json_leaves_out_is_as_in_the_real_host()
    {
        IConfigurationRoot read = Read("{}");

        Assert.Equal("api", read.RoutePrefix());
        Assert.Equal(TimeSpan.FromMinutes(30), read.FunctionTimeout());
        Assert.Null(Read("""{"functionTimeout":"-1"}""").FunctionTimeout());
    }

    [Fact]
    public void Environment_replaces_host_json()
    {
        const string variable = "AzureFunctionsJobHost__extensions__queues__batchSize";
        Environment.SetEnvironmentVariable(variable, "7");
        try
        {
            IConfigurationRoot read = Read("""{"extensions":{"queues":{"batchSize":3}}}""");
            Assert.Equal("7", read["AzureFunctionsJobHost:extensions:queues:batchSize"]);
        }
        finally
        {
            Environment.SetEnvironmentVariable(variable, null);
        }
    }

    [Theory]
    [InlineData("{ broken")]
    [InlineData(null)]
    public void Unreadable_or_missing_file_is_named(string? content)
    {
        LocalHostException e = Assert.Throws<LocalHostException>(() => Read(content));

        Assert.Contains(Path.Combine(_folder, "host.json"), e.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private IConfigurationRoot Read(string? content)
    {
        if (content is not null)
            File.WriteAllText(Path.Combine(_folder, "host.json"), content);
        return HostConfiguration.Read(_folder);
    }
}
