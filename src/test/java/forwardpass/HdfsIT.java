package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.hdfs.client.HdfsDataInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Images, labels, weights, predictions and the report on a real HDFS of two datanodes. */
@Tag("faults")
class HdfsIT extends Submitting {
  private MiniDFSCluster cluster;
  private FileSystem hdfs;
  private String root;

  @BeforeEach
  void startHdfs() throws IOException {
    Configuration configuration = new Configuration();
    configuration.set("dfs.replication", "2");
    // Not all machines can look up the name of 127.0.0.1.
    configuration.set("dfs.namenode.datanode.registration.ip-hostname-check", "false");
    configuration.set(
        MiniDFSCluster.HDFS_MINIDFS_BASEDIR, dir.resolve("hdfs").toAbsolutePath().toString());
    cluster = new MiniDFSCluster.Builder(configuration).numDataNodes(2).build();
    cluster.waitActive();
    hdfs = cluster.getFileSystem();
    root = "hdfs://127.0.0.1:" + cluster.getNameNodePort() + "/";
    for (String name :
        List.of("t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz", "mnist_weights.pkl")) {
      hdfs.copyFromLocalFile(
          new Path(SharedSpark.DATA.resolve(name).toString()), new Path("/data/" + name));
    }
  }

  @AfterEach
  void stopHdfs() {
    if (cluster != null) {
      cluster.shutdown(true);
    }
  }

  private CommandRun score(String output) throws Exception {
    return run(
        SUBMIT,
        "--images",
        root + "data/t10k-images-idx3-ubyte.gz",
        "--labels",
        root + "data/t10k-labels-idx1-ubyte.gz",
        "--weights",
        root + "data/mnist_weights.pkl",
        "--output",
        output,
        "--report",
        root + "report");
  }

  @Test
  void everythingMayBeOnHdfs() throws Exception {
    score(root + "scored").assertAccuracy(Golden.ACCURACY);

    assertTrue(hdfs.exists(new Path("/scored/_SUCCESS")));
    assertEquals(
        10_000,
        SharedSpark.session().read().parquet(root + "scored").select("index").distinct().count());
    for (String file : List.of("report.json", "report.html", "status.json")) {
      assertTrue(hdfs.getFileStatus(new Path("/report", file)).getLen() > 0, file);
    }
    assertEquals(3, hdfs.listStatus(new Path("/report")).length);

    assertEquals(5, score(root + "scored").status());
  }

  @Test
  void someMayBeOnHdfsAndSomeBeLocal() throws Exception {
    score(dir.resolve("scored").toUri().toString()).assertAccuracy(Golden.ACCURACY);

    assertEquals(
        10_000, SharedSpark.session().read().parquet(dir.resolve("scored").toString()).count());
  }

  /** F12. */
  @Test
  void aDatanodeThatIsStoppedCostsNothing() throws Exception {
    cluster.stopDataNode(0);

    score(dir.resolve("scored").toUri().toString()).assertAccuracy(Golden.ACCURACY);
  }

  /**
   * F12. Each task asks for the datanodes anew, in an order that is any: it can be that none of a
   * job meets the corrupt replica, and then nothing was tested.
   */
  @Test
  void aCorruptReplicaIsReadFromTheOtherDatanode() throws Exception {
    Path images = new Path("/data/images");
    try (InputStream in =
            new GZIPInputStream(hdfs.open(new Path("/data/t10k-images-idx3-ubyte.gz")));
        OutputStream out = hdfs.create(images)) {
      in.transferTo(out);
    }
    File replica = replica(images);
    Files.write(replica.toPath(), new byte[Math.toIntExact(replica.length())]);

    for (int attempt = 0; attempt < 5 && corruptReplicas() == 0; attempt++) {
      run(
              SUBMIT,
              "--images",
              root + "data/images",
              "--labels",
              SharedSpark.DATA.resolve("t10k-labels-idx1-ubyte.gz"),
              "--partitions",
              24)
          .assertAccuracy(Golden.ACCURACY);
    }

    assertEquals(1, corruptReplicas());
  }

  /** How many the namenode was told of by those who read them. */
  private long corruptReplicas() {
    return cluster.getNamesystem().getCorruptReplicaBlocks();
  }

  /** The file in which the first datanode keeps the only block of a file. */
  private File replica(Path file) throws IOException {
    try (HdfsDataInputStream in = (HdfsDataInputStream) hdfs.open(file)) {
      return cluster.getBlockFile(0, in.getAllBlocks().get(0).getBlock());
    }
  }
}
