// `dotnet run --project tools/AppHost`: the service, started as README has it, beside the Aspire dashboard, which shows
// its log, its traces and its metrics. It needs no container engine.
using System.Runtime.CompilerServices;

IDistributedApplicationBuilder builder = DistributedApplication.CreateBuilder(args);
string root = Path.GetFullPath("../..", SourceFolder());

// Arguments of the launcher may follow `--`, as in `-- --port 7072`.
builder.AddExecutable("webhooks", "dotnet", root, ["run", "--project", "src/Functions", "--", .. args])
    .WithOtlpExporter(OtlpProtocol.Grpc);
await builder.Build().RunAsync();

static string SourceFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
