public enum RolloutsRoom {}
