import Testing
import VeilEvaluation
import VeilPrivacy
import VeilVision

@Suite struct EvaluatedSystemTests {
  @Test func theProductsBlurAndThePapers() throws {
    let product = try EvaluatedSystem(parsing: "blur")
    #expect(product.policy.options.blurSamples == 8)
    let paper = try EvaluatedSystem(parsing: "blur:45,15")
    #expect(paper.name == "blur:45,15")
    #expect(paper.policy.options.blurKernel == 45)
    #expect(paper.policy.options.blurSD == 15)
    #expect(paper.policy.options.blurSamples == nil)
  }

  @Test func settingsAreThoseOfAPolicy() throws {
    #expect(try EvaluatedSystem(parsing: "pixelate:cells=3").policy.options.pixelateCells == 3)
    #expect(try EvaluatedSystem(parsing: "blur:blur-samples=4,kernel=5").policy.options.blurSamples == 4)
    #expect(try EvaluatedSystem(parsing: "solid:padding=0.2").policy.padding == 0.2)
  }

  @Test func aSweepHasThePapersTenFilters() throws {
    let sweep = try EvaluatedSystem.sweep(of: "blur")
    #expect(sweep.count == 10)
    #expect(sweep.map(\.name).first == "blur:0")
    #expect(sweep.map(\.name).last == "blur:45,25")
    #expect(sweep.allSatisfy { $0.policy.options.blurSamples == nil })
  }

  @Test func replaceInventsAnotherInstanceInEveryFrameUnlessToldOtherwise() throws {
    let system = try EvaluatedSystem(parsing: "replace")
    #expect(system.policy.options.replace.edgeKernel == 5)
    #expect(system.policy.options.replace.edgeSD == 5)
    #expect(system.policy.options.replace.identity == .frame)
    let other = try EvaluatedSystem(parsing: "replace:25,15,identity=track")
    #expect(other.policy.options.replace.edgeKernel == 25)
    #expect(other.policy.options.replace.edgeSD == 15)
    #expect(other.policy.options.replace.identity == .track)
    #expect(try EvaluatedSystem(parsing: "replace:0").policy.options.replace.edgeKernel == 0)
  }

  @Test func replaceIsSweptToo() throws {
    let filters = try EvaluatedSystem.sweep(of: "replace").map(\.policy.options.replace)
    #expect(filters.map(\.edgeKernel) == [0, 5, 5, 5, 25, 25, 25, 45, 45, 45])
    #expect(filters.dropFirst().map(\.edgeSD) == [5, 15, 25, 5, 15, 25, 5, 15, 25])
  }

  @Test func everyMethodIsCompared() throws {
    let methods = Set(try EvaluatedSystem.all().map(\.method))
    #expect(methods == Set(ProtectionMethod.allCases.map(\.rawValue)))
  }

  @Test(arguments: [
    "", "magic", "blur:46,25", "blur:45,25,3", "blur:kernel", "solid:45,25", "pixelate:cells=99", "blur:x=1",
    "replace:46,5",
    "replace:5,5,5", "replace:5,identity=never",
  ])
  func nonsenseIsAUsageError(text: String) {
    let error = #expect(throws: EvaluationError.self) { try EvaluatedSystem(parsing: text) }
    #expect(error?.code == .usage)
  }

  @Test func facesAreLookedForOnlyWhereNothingElseIsHidden() throws {
    let blur = try EvaluatedSystem(parsing: "blur")
    #expect(![blur].neededCategories.contains(.face))
    #expect([blur].neededCategories.contains(.person))
    #expect([blur, try EvaluatedSystem(parsing: "attributes")].neededCategories.isSuperset(of: [.face, .person]))
    #expect([try EvaluatedSystem(parsing: "replace")].neededCategories.isSuperset(of: [.face, .plate, .person]))
  }
}
