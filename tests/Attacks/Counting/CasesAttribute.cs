using System.Reflection;
using Shouldly;
using Xunit.Sdk;

namespace Yuanliu.Tests.Attacks.Counting;

/// <summary>
/// 案例 — each row of this test is that many cases of a class. A case is an attempt that learnt nothing, and after it a question of the
/// neighbourhood that was answered: who only refuses everything passes none.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CasesAttribute(AttackClass of) : BeforeAfterTestAttribute
{
    public AttackClass Class => of;

    public AttackDoor By { get; init; }

    /// <summary>Cases that one row runs one after the other.</summary>
    public int Each { get; init; } = 1;

    public override void Before(MethodInfo methodUnderTest) => Proof.Open();

    public override void After(MethodInfo methodUnderTest) => Proof.Close(Each);
}

/// <summary>What the test that runs now has tried, and whether it was followed by an honest question.</summary>
internal static class Proof
{
    sealed class Book
    {
        public int Tries, Cases;
        public bool IsOpen;
    }

    static readonly AsyncLocal<Book?> Now = new();

    public static void Open() => Now.Value = new();

    /// <summary>Something was tried, and nothing was learnt.</summary>
    public static void Tried()
    {
        if (Now.Value is not { } book) return;
        book.Tries++;
        book.IsOpen = true;
    }

    /// <summary>Somebody who is after nobody was answered.</summary>
    public static void Answered()
    {
        if (Now.Value is not { IsOpen: true } book) return;
        book.IsOpen = false;
        book.Cases++;
    }

    public static void Close(int expected)
    {
        var book = Now.Value.ShouldNotBeNull();
        book.IsOpen.ShouldBeFalse("after an attempt nobody asked an honest question");
        book.Cases.ShouldBe(expected, $"cases of this row, of {book.Tries} attempts");
    }
}
