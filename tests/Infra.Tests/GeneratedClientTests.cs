using Webhooks.Infra.Tests.Reading;
using Webhooks.Infra.Tests.Running;
using Webhooks.Ingestion.Tests;

namespace Webhooks.Infra.Tests;

/// <summary>
/// What Kiota makes of docs/openapi.json is a client that compiles. At length only: it is built from nothing.
/// </summary>
public sealed class GeneratedClientTests : IDisposable
{
    // The versions that the tool's own `kiota info --language CSharp` asks for, or later ones.
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
            <NoWarn>CS0618;CS1591</NoWarn>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="Microsoft.Kiota.Abstractions" Version="2.1.6" />
            <PackageReference Include="Microsoft.Kiota.Http.HttpClientLibrary" Version="2.1.6" />
            <PackageReference Include="Microsoft.Kiota.Serialization.Form" Version="2.1.6" />
            <PackageReference Include="Microsoft.Kiota.Serialization.Json" Version="2.1.6" />
            <PackageReference Include="Microsoft.Kiota.Serialization.Multipart" Version="2.1.6" />
            <PackageReference Include="Microsoft.Kiota.Serialization.Text" Version="2.1.6" />
          </ItemGroup>
        </Project>
        """;

    // Uses it as a program would.
    private const string Use = """
        using Client;
        using Microsoft.Kiota.Abstractions.Authentication;
        using Microsoft.Kiota.Http.HttpClientLibrary;

        internal static class Use
        {
            public static async Task<string?> FirstContactAsync(string key)
            {
                WebhooksClient client = new(new HttpClientRequestAdapter(new ApiKeyAuthenticationProvider(
                    key, "x-functions-key", ApiKeyAuthenticationProvider.KeyLocation.Header)));
                var page = await client.Events.GetAsync(request => request.QueryParameters.Limit = 1);
                return page?.EventsProp?[0].ContactId;
            }
        }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("client-").FullName;

    [LongFact]
    public async Task Client_that_is_generated_compiles()
    {
        string root = RepositoryFile.Path(".");
        await RunAsync(root, "tool", "restore");
        await RunAsync(
            root, "tool", "run", "kiota", "--", "generate", "--language", "CSharp", "--openapi", "docs/openapi.json",
            "--output", Path.Combine(_folder, "Generated"), "--class-name", "WebhooksClient", "--namespace-name",
            "Client", "--exclude-backward-compatible");
        await File.WriteAllTextAsync(Path.Combine(_folder, "Client.csproj"), Project);
        await File.WriteAllTextAsync(Path.Combine(_folder, "Use.cs"), Use);

        await RunAsync(_folder, "build", "--nologo");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task RunAsync(string folder, params string[] arguments)
    {
        (int exitCode, string output) = await Command.RunAsync("dotnet", folder, arguments);
        Assert.True(exitCode == 0, output);
    }
}
