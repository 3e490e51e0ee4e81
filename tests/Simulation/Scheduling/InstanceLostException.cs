namespace Webhooks.Simulation.Scheduling;

/// <summary>Unwinds what an instance was doing when it was lost: in truth nothing of it runs any more.</summary>
internal sealed class InstanceLostException() : Exception("The instance is lost.");
