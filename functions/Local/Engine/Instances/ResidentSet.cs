namespace TradingFunctions.Local.Engine.Instances;

/// <summary>Instances whose code is in memory, the one that has been idle longest first. Used by the thread that makes commits visible.</summary>
internal sealed class ResidentSet(int limit)
{
    private readonly LinkedList<Instance> order = [];

    public int Count => order.Count;

    /// <summary>The instance has had a turn; others may lose their code.</summary>
    public void Touch(Instance instance)
    {
        if (instance.Residence is null)
        {
            instance.Residence = order.AddLast(instance);
        }
        else
        {
            order.Remove(instance.Residence);
            order.AddLast(instance.Residence);
        }

        for (var looked = 0; order.Count > limit && looked < 8; looked++)
        {
            var oldest = order.First!;
            if (oldest.Value.TryEvict())
            {
                Forget(oldest.Value);
                continue;
            }

            order.RemoveFirst();
            order.AddLast(oldest);
        }
    }

    public void Forget(Instance instance)
    {
        if (instance.Residence is null)
            return;
        order.Remove(instance.Residence);
        instance.Residence = null;
    }
}
