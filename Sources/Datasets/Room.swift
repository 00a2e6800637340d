public enum DatasetsRoom {}
