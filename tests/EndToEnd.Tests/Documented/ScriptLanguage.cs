namespace Webhooks.EndToEnd.Tests.Documented;

/// <summary>What a person pastes into.</summary>
internal enum ScriptLanguage
{
    /// <summary>A POSIX shell.</summary>
    Shell,

    /// <summary>PowerShell, as the tool of .config/dotnet-tools.json.</summary>
    PowerShell,
}
