package import Foundation

/// The layouts of labelled pictures that can be read.
package enum DataSetFormat: String, Sendable, Hashable, CaseIterable, Codable {
  case kitti, coco, yolo, cityscapes, camvid, bdd100k, mot, plates

  /// Opens a folder as this format.
  /// - Throws: ``EvaluationError`` naming the expected layout when the folder has another one.
  package func open(_ directory: URL) throws -> any DataSet {
    try reader.init(directory: directory)
  }

  /// The layout for help texts.
  package var expectedLayout: String { reader.expectedLayout }

  private var reader: any DataSet.Type {
    switch self {
    case .kitti: KITTIDataSet.self
    case .coco: COCODataSet.self
    case .yolo: YOLODataSet.self
    case .cityscapes: CityscapesDataSet.self
    case .camvid: CamVidDataSet.self
    case .bdd100k: BDD100KDataSet.self
    case .mot: MOTDataSet.self
    case .plates: PlatesDataSet.self
    }
  }
}
