import Crypto
import Foundation
import VeilAccident
import VeilTesting
import VeilVision

/// A backbone that tests write themselves: the mean of each colour over every quarter of the picture, as an OpenVINO IR
/// of a few lines. `pools` makes it the mean over the whole picture.
struct TinyBackbone {
  let folder: TemporaryFolder
  let store: ModelStore

  init(pools: Bool = false, name: String = "tiny") throws {
    folder = try TemporaryFolder()
    let graph = Data(Self.graph.utf8)
    _ = try folder.write(graph, to: "\(name).xml")
    _ = try folder.write(Data([0]), to: "\(name).bin")
    let files = [("\(name).xml", graph), ("\(name).bin", Data([0]))].map { file, bytes in
      let sum = SHA256.hash(data: bytes).map { String(format: "%02x", $0) }.joined()
      return ModelFile(name: file, bytes: bytes.count, sha256: sum)
    }
    let manifest = ModelManifest(
      name: name, role: .backbone, preference: 1, publisher: "nobody", licence: "Apache-2.0", source: "written by hand",
      files: files, input: PictureInput(layout: .nchw, channels: .bgr),
      fit: PictureFit(sizing: .fixed(PictureSize(width: 16, height: 16))),
      decoder: pools ? .pooledEmbedding : .embedding,
      classes: [:], thresholds: [:], suppression: NonMaximumSuppression(iou: 1))
    store = try ModelStore(
      folders: [ModelFolder(origin: .option, path: folder.url.path)], delivered: [manifest])
  }

  func backbone() async throws -> Backbone { try await Backbone.load(from: store) }

  private static let graph = """
    <?xml version="1.0"?>
    <net name="tiny" version="11">
      <layers>
        <layer id="0" name="data" type="Parameter" version="opset1">
          <data shape="1,3,16,16" element_type="f32"/>
          <output><port id="0" precision="FP32" names="data"><dim>1</dim><dim>3</dim><dim>16</dim><dim>16</dim></port></output>
        </layer>
        <layer id="1" name="mean" type="AvgPool" version="opset1">
          <data strides="8,8" pads_begin="0,0" pads_end="0,0" kernel="8,8" exclude-pad="true" rounding_type="floor" auto_pad="explicit"/>
          <input><port id="0"><dim>1</dim><dim>3</dim><dim>16</dim><dim>16</dim></port></input>
          <output><port id="1" precision="FP32" names="mean"><dim>1</dim><dim>3</dim><dim>2</dim><dim>2</dim></port></output>
        </layer>
        <layer id="2" name="out" type="Result" version="opset1">
          <input><port id="0"><dim>1</dim><dim>3</dim><dim>2</dim><dim>2</dim></port></input>
        </layer>
      </layers>
      <edges>
        <edge from-layer="0" from-port="0" to-layer="1" to-port="0"/>
        <edge from-layer="1" from-port="1" to-layer="2" to-port="0"/>
      </edges>
    </net>
    """
}
