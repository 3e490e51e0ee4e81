using System.Reflection;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>The functions of the app, found by their attributes.</summary>
internal static class FunctionCatalog
{
    private const BindingFlags Public = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IReadOnlyList<FunctionEntry> Find(IEnumerable<Type> types)
    {
        List<FunctionEntry> functions = [];
        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
        foreach (MethodInfo method in types.Where(type => type is { IsAbstract: false } or { IsSealed: true }).SelectMany(type => type.GetMethods(Public)))
        {
            if (method.GetCustomAttribute<FunctionAttribute>() is not { } function)
                continue;
            if (!names.Add(function.Name))
                throw new LocalHostException($"Two functions are named {function.Name}: names must be unique in the app.");
            functions.Add(Describe(function.Name, method));
        }

        return [.. functions.OrderBy(function => function.Name, StringComparer.Ordinal)];
    }

    private static FunctionEntry Describe(string name, MethodInfo method)
    {
        ParameterInfo[] triggers = [.. method.GetParameters().Where(parameter => parameter.GetCustomAttribute<TriggerBindingAttribute>() is not null)];
        if (triggers.Length != 1)
            throw new LocalHostException($"Function {name} needs exactly one parameter with a trigger attribute, and has {triggers.Length}.");
        return new FunctionEntry(name, method, triggers[0], triggers[0].GetCustomAttribute<TriggerBindingAttribute>()!);
    }
}
