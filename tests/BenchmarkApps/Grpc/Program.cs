using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Webhooks.BenchmarkApps.Usual;

FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder(args);
builder.Logging.AddFilter("Azure", LogLevel.Warning);
await UsualStorage.AddAsync(builder.Services, builder.Configuration);
await builder.Build().RunAsync();
