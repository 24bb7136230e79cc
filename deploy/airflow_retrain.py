"""A retraining every night at 02:30, for Airflow 3; copy it to the directory of DAGs.

The worker has a checkout that was built in /opt/lamina. A test runs this file with stand-ins for
Airflow's classes; Airflow itself has not loaded it yet.

Exit codes: 0 promoted or nothing to do; 4 (a gate does not pass) and 5 (another retraining is running)
mark the task as skipped; others fail it. docs/cli.md has all.
"""

from datetime import datetime, timedelta

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

with DAG(
    dag_id="lamina_retrain_digits",
    schedule="30 2 * * *",
    start_date=datetime(2026, 1, 1),
    # A night that was missed needs no run of its own: the next one takes all new files.
    catchup=False,
    max_active_runs=1,
):
    BashOperator(
        task_id="retrain",
        cwd="/opt/lamina",
        env={"SPARK_HOME": "/opt/spark"},
        append_env=True,
        bash_command=(
            "deploy/yarn.sh retrain /etc/lamina/digits.yaml --data hdfs:///digits"
            " --set publish.registry=hdfs:///models"
            " --run-dir /var/lib/lamina/{{ ds }} --partition {{ ds }}"
        ),
        skip_on_exit_code=[4, 5],
        # A run that was cut off goes on from its checkpoints.
        retries=1,
        retry_delay=timedelta(minutes=5),
    )
