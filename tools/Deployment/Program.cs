using Webhooks.Tools.Deployment;

const string Usage = """
    Usage: Deployment wait                 waits until Azure knows the app's roles everywhere; of old ones it does
           Deployment smoke [--url URL]    sends one webhook, sees it stored and counted, and erases it
    With --url the app is one without keys, on this machine. Else the variables of azd's environment say which app it
    is, and its keys are read with the Azure CLI.
    """;

if (args is not (["wait"] or ["smoke"] or ["smoke", "--url", _]))
{
    await Console.Error.WriteLineAsync(Usage);
    return 2;
}

using CancellationTokenSource stop = new();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
try
{
    if (args is ["wait"])
    {
        await new RoleWait(AzureCli.RunAsync, TimeProvider.System, Console.Out).WaitAsync(
            Variable("AZURE_SUBSCRIPTION_ID"),
            Variable("AZURE_RESOURCE_GROUP"),
            Variable("STORAGE_ACCOUNT_NAME"),
            stop.Token);
        return 0;
    }

    string url = args is ["smoke"] ? Variable("FUNCTION_APP_URL") : args[2];
    using HttpClient app = new() { BaseAddress = new Uri(url.TrimEnd('/') + '/') };
    FunctionKeys? keys = args is ["smoke"]
        ? new FunctionKeys(AzureCli.RunAsync, Variable("AZURE_RESOURCE_GROUP"), Variable("FUNCTION_APP_NAME"))
        : null;
    await new SmokeTest(app, keys, Console.Out).RunAsync(stop.Token);
    return 0;
}
catch (OperationCanceledException)
{
    await Console.Error.WriteLineAsync("Stopped.");
    return 1;
}
catch (Exception e) when (e is DeploymentException or HttpRequestException)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}

static string Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value
    ? value
    : throw new DeploymentException($"{name} is not set: run this as azd hooks run postdeploy");
