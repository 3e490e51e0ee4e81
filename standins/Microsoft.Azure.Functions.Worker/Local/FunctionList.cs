using Microsoft.Azure.Functions.Worker.Local.Http;

namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>The list of functions that is shown once the app listens.</summary>
internal static class FunctionList
{
    public static void Write(TextWriter output, IReadOnlyList<FunctionEntry> functions, string prefix, string address)
    {
        output.WriteLine();
        output.WriteLine("Functions:");
        output.WriteLine();
        foreach (FunctionEntry function in functions.OrderBy(function => function.Trigger is not HttpTriggerAttribute))
        {
            output.WriteLine(function.Trigger is HttpTriggerAttribute http
                ? $"\t{function.Name}: {Methods(http)}{address}{HttpRoutes.Path(prefix, function.Name, http)}"
                : $"\t{function.Name}: {function.TriggerType}");
            output.WriteLine();
        }

        output.Flush();
    }

    private static string Methods(HttpTriggerAttribute trigger) =>
        trigger.Methods is { Length: > 0 } methods ? $"[{string.Join(',', methods).ToUpperInvariant()}] " : "";
}
