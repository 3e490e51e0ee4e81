namespace Webhooks.Tools.Azurite;

/// <summary>Where things are in this checkout.</summary>
public static class Repository
{
    /// <summary>The top folder: the one that holds Functions.sln, above the running program.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The ignored folder for what is installed and stored locally.</summary>
    public static string LocalFolder => Path.Combine(Root, ".local");

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Functions.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException(
            "This program runs from inside the repository only: no Functions.sln above it.");
    }
}
