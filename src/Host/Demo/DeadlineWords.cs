using Yuanliu.Kernel;

namespace Yuanliu.Host.Demo;

/// <summary>What the clocks that the story meets are called; the interface names them by their stable code.</summary>
internal static class DeadlineWords
{
    public static Words Of(string deadline) => deadline switch
    {
        "Acceptance" => new("受理期限", "acceptance"),
        "Correction" => new("补正期限", "correction"),
        "Review" => new("审查期限", "review"),
        "Publicity" => new("公示期", "publicity"),
        "Objection" => new("异议处理期限", "objection"),
        "Supplement" => new("容缺补正期限", "supplement"),
        "Substance" => new("实质审查期限", "substantive review"),
        "Committee" => new("复审期限", "committee review"),
        "Decision" => new("决定期限", "decision"),
        "Notice" => new("通知期限", "notice"),
        "Answer" => new("答复期限", "answer"),
        "Determination" => new("判定期限", "determination"),
        "Litigation" => new("起诉或仲裁期限", "suit or arbitration"),
        _ => throw new StoryBroke($"期限“{deadline}”没有名称 / the deadline {deadline} has no name"),
    };
}
